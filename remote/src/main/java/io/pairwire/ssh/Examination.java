package io.pairwire.ssh;

import io.pairwire.ssh.SshException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a host stands, check by check.
 *
 * @param reached whether anybody could log in there
 */
public record Examination(boolean reached, List<Check> checks) {
    /**
     * One thing that was looked at.
     *
     * @param name what, in a word: {@code reach}, {@code host_key}, {@code login}, {@code privilege}, {@code sudoers}, {@code java}, {@code cache},
     *     {@code kernel}, {@code modules}, {@code modules_ip}
     * @param message what was found; may span lines
     * @param next what to do about it; empty where there is nothing to do
     */
    public record Check(String name, State state, String message, String next) {}

    /** What came of it. */
    public enum State {
        /** As it should be. */
        OK,
        /** It stands in the way. */
        WRONG,
        /** Worth knowing, and in nobody's way. */
        NOTE
    }

    /** What somebody saw who got in. */
    record Look(SshTarget target, Duration took, List<Errand.Note> notes) {}

    /** A way to look, as root or as whoever logs in. */
    interface Looker {
        Look look(boolean asLogin) throws SshException;
    }

    public Examination {
        checks = List.copyOf(checks);
    }

    static Examination of(Optional<Sudo> sudo, Looker looker) {
        List<Check> checks = new ArrayList<>();
        try {
            Look look = looker.look(false);
            checks.addAll(reached(look));
            checks.addAll(checks(look.notes()));
            sudo.filter(by -> isSudos(checks)).ifPresent(by -> checks.add(sudoers(look.target(), State.NOTE)));
        } catch (SshException e) {
            if (e.kind() != Kind.PRIVILEGE) {
                return new Examination(false, List.of(unreached(e)));
            }
            // As whoever logs in there is still much to be seen.
            try {
                Look look = looker.look(true);
                checks.addAll(reached(look));
                checks.add(new Check("privilege", State.WRONG, e.why(), e.next()));
                checks.add(sudoers(look.target(), State.NOTE));
                checks.addAll(checks(look.notes()));
            } catch (SshException later) {
                checks.add(new Check("privilege", State.WRONG, e.why(), e.next()));
                checks.add(unreached(later));
            }
        }
        return new Examination(true, checks);
    }

    private static boolean isSudos(List<Check> checks) {
        return checks.stream().anyMatch(check -> check.name.equals("privilege") && check.message.contains("by sudo"));
    }

    private static List<Check> reached(Look look) {
        return List.of(
                new Check("reach", State.OK, look.target().endpoint() + ", in " + Failures.seconds(look.took()), ""),
                new Check("host_key", State.OK, "recorded, and the same", ""),
                new Check("login", State.OK, "as user " + look.target().user(), ""));
    }

    private static Check unreached(SshException e) {
        String name = switch (e.kind()) {
            case HOST_KEY -> "host_key";
            case AUTH -> "login";
            case UNREACHABLE, CONFIG, PRIVILEGE, NO_JAVA, PUSH, BUSY, AGENT_DIED, PROTOCOL -> "reach";
        };
        return new Check(name, State.WRONG, String.valueOf(e.getMessage()), e.next());
    }

    /** The whole right to run a shell as root: whoever may have root run a jar of one's own has that right whatever the line says. */
    private static Check sudoers(SshTarget target, State state) {
        return new Check(
                "sudoers",
                state,
                "the line that suffices, without a password: " + target.user() + " ALL=(root) NOPASSWD: /bin/sh",
                "");
    }

    private static List<Check> checks(List<Errand.Note> notes) {
        return notes.stream()
                .map(note -> new Check(note.words().get(0), state(note), note.why(), note.next()))
                .toList();
    }

    /** Pseudowires over IP alone are what some modules are for; most need them not. */
    private static State state(Errand.Note note) {
        boolean isOk = note.rest(1).equals("ok");
        return isOk ? State.OK : note.words().get(0).equals("modules_ip") ? State.NOTE : State.WRONG;
    }
}

package io.pairwire.ssh;

import io.pairwire.ssh.SshException.Kind;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns what sshj and the bootstrap say went wrong into what a person can use. */
final class Failures {
    private Failures() {}

    /** Tells why there is no SSH connection, the host's key not being the reason. */
    static SshException connecting(Hop hop, Lifeline lifeline, Exception e, String words) {
        SshTarget target = hop.target();
        String message = deepest(e);
        if (message.contains("Unable to reach a settlement")) {
            return new SshException(
                    Kind.HOST_KEY,
                    "cannot agree on algorithms with",
                    target,
                    message,
                    "Let the host's sshd offer one of ours (sshd_config: KexAlgorithms, HostKeyAlgorithms, Ciphers, MACs).",
                    Optional.of(e));
        }
        return new SshException(
                Kind.UNREACHABLE,
                "cannot open an SSH connection to",
                target,
                lifeline.cutBecause().orElse(message) + lastWords(words),
                "Check that it is an SSH server that listens on port " + target.port()
                        + ", and its log; a busy one may refuse newcomers (sshd_config: MaxStartups).",
                Optional.of(e));
    }

    /** Tells why the login broke off. */
    static SshException loggingIn(Login login, Lifeline lifeline, Exception e) {
        String message = deepest(e);
        if (message.toLowerCase(Locale.ROOT).contains("too many authentication failures")) {
            return notLetIn(
                    login,
                    message + "; ",
                    "Name the right key for it (ansible_ssh_private_key_file, or IdentityFile"
                            + " with IdentitiesOnly yes), or put the public key into the user's ~/.ssh/authorized_keys there.");
        }
        return new SshException(
                Kind.UNREACHABLE,
                "lost the connection, while logging in, to",
                login.hop().target(),
                lifeline.cutBecause().orElse(message),
                "Try again; if it stays so, look at the host's sshd log.",
                Optional.of(e));
    }

    /** Tells that nothing we have was taken. */
    static SshException notLetIn(Login login) {
        return notLetIn(
                login,
                "",
                "Put the public key into the user's ~/.ssh/authorized_keys there (ssh-copy-id does it), "
                        + "or name the right user and key (ansible_user, ansible_ssh_private_key_file).");
    }

    private static SshException notLetIn(Login login, String why, String next) {
        String offered = login.credentials().stream()
                .map(key -> "\n  " + key.place() + " (" + key.shown().type() + " "
                        + key.shown().fingerprint() + ")")
                .collect(Collectors.joining());
        String unusable = login.unusable().stream()
                .map(reason -> "\n  not used: " + reason)
                .collect(Collectors.joining());
        return new SshException(
                Kind.AUTH,
                "cannot log in to",
                login.hop().target(),
                why + "user '" + login.hop().target().user() + "' is not let in with any of our keys; there were:"
                        + offered + unusable,
                next,
                Optional.empty());
    }

    /** Tells why the bootstrap did not become the agent, in its own words. */
    static SshException startingAgent(
            Bootstrap.Task task, SshTarget target, Lifeline lifeline, Handover.Failure e, String stderr) {
        return new SshException(
                e.kind(),
                switch (task) {
                    case AGENT -> "cannot start the agent on";
                    case CLEAN -> "cannot clean";
                    case DOCTOR -> "cannot look at";
                },
                target,
                lifeline.cutBecause().map(cut -> cut + "; ").orElse("") + e.getMessage() + lastWords(stderr),
                e.next(),
                Optional.of(e));
    }

    /** Tells why sudo did not make us root. */
    static SshException becomingRoot(SshTarget target, Lifeline lifeline, Optional<String> trouble, String stderr) {
        Optional<String> cut = lifeline.cutBecause();
        boolean otherWords = cut.filter(SudoDialogue.OTHER_WORDS::equals).isPresent();
        SudoRefusal refusal = SudoRefusal.of(target, otherWords ? cut : trouble, stderr);
        return new SshException(
                Kind.PRIVILEGE,
                "cannot become root on",
                target,
                cut.filter(because -> !otherWords)
                                .map(because -> because + "; ")
                                .orElse("")
                        + refusal.why()
                        + lastWords(stderr),
                refusal.next(),
                Optional.empty());
    }

    /** Tells why there is no session, or why it broke before the agent ran. */
    static SshException startingSession(SshTarget target, Lifeline lifeline, Exception e, String stderr) {
        return new SshException(
                lifeline.cutBecause().isPresent() ? Kind.PROTOCOL : Kind.UNREACHABLE,
                "cannot start the agent on",
                target,
                lifeline.cutBecause().orElse("the session broke: " + deepest(e)) + lastWords(stderr),
                "Check that the user may run commands: ssh " + target.user() + "@" + target.address() + " -p "
                        + target.port()
                        + " /bin/sh -c id; and look at the host's sshd log (MaxSessions, ForceCommand).",
                Optional.of(e));
    }

    /** Returns what was said on standard error, its last lines, as an appendix to a reason. */
    static String lastWords(String stderr) {
        String text = stderr.strip();
        if (text.isEmpty()) {
            return "";
        }
        String[] lines = text.split("\n", -1);
        StringBuilder words = new StringBuilder("; on standard error:");
        for (int i = Math.max(0, lines.length - 10); i < lines.length; i++) {
            words.append("\n  ").append(lines[i]);
        }
        return words.toString();
    }

    static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    static String deepest(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return Handover.printable(message == null ? cause.getClass().getSimpleName() : message);
    }
}

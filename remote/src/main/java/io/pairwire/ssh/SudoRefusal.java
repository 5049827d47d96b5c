package io.pairwire.ssh;

import java.util.Optional;

/**
 * Why sudo did not make us root, from what it said.
 *
 * @param why the reason
 * @param next what to do about it
 */
record SudoRefusal(String why, String next) {
    static SudoRefusal of(SshTarget target, Optional<String> trouble, String stderr) {
        String user = "'" + target.user() + "'";
        if (trouble.filter(text -> text.contains("take the password")).isPresent()) {
            return new SudoRefusal(trouble.get(), "Try again with the password of user " + user + " there.");
        }
        if (trouble.filter(SudoDialogue.OTHER_WORDS::equals).isPresent()) {
            return new SudoRefusal(
                    SudoDialogue.OTHER_WORDS + ", and not in those that it was given, so nobody answers",
                    "Add to sudoers there: Defaults:" + target.user()
                            + " passprompt_override; or let the user become root without a password (NOPASSWD).");
        }
        if (trouble.isPresent()
                || stderr.contains("password is required")
                || stderr.contains("no password was provided")) {
            return new SudoRefusal(
                    trouble.orElse("sudo wants a password"),
                    "Run with -K to be asked for it, or let user " + user
                            + " become root without one (sudoers: NOPASSWD).");
        }
        if (stderr.contains("must have a tty")) {
            return new SudoRefusal(
                    "sudo wants a terminal (requiretty), and a password typed on one would be in the agent's way",
                    "Add to sudoers there: Defaults:" + target.user() + " !requiretty");
        }
        if (stderr.contains("sudoers") || stderr.contains("not allowed")) {
            return new SudoRefusal(
                    "sudo does not let user " + user + " become root",
                    "Allow user " + user + " in sudoers there to run /bin/sh as root.");
        }
        return new SudoRefusal(
                "sudo did not make user " + user + " root",
                "Check it by hand: ssh " + target.user() + "@" + target.address() + " -p " + target.port()
                        + " sudo -n id");
    }
}

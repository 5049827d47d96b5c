package io.pairwire.cli;

import io.pairwire.transaction.Fate;
import io.pairwire.transaction.HostFailure;
import io.pairwire.transaction.Run;
import java.util.Collection;

/** How a command ended, as scripts see it. These numbers are a contract. */
enum ExitCode {
    DONE(0, "Done, or nothing to do.", "Nothing."),
    INTERNAL_ERROR(
            1,
            "A fault of Pairwire itself.",
            "Set PAIRWIRE_TRACE=1 to see where, and report it; 'plan' tells how the hosts stand."),
    DIFFERENCES(
            2,
            "Something is, or would be, otherwise: of 'plan --detailed-exitcode', 'drift' and 'lock --check'.",
            "See what was shown; 'apply' or 'lock' brings it about."),
    INVALID_INPUT(
            3,
            "A file is not as it must be, or cannot be read or written; nobody was contacted.",
            "Mend what was named; 'explain RULE' tells of its rules."),
    UNREACHABLE(
            4,
            "Hosts could not be reached; their pseudowires are untouched at both ends.",
            "'doctor' tells what hinders; then run the same again."),
    USAGE(5, "The command line is not understood; nobody was contacted.", "See '--help' of the command."),
    STALE_PLAN(
            6,
            "A host, or a file, is no longer as the plan saw it; nothing was changed.",
            "Make the plan again, look at it, and apply that."),
    LOCKED(7, "Another run is at work on a host.", "Wait for its end; the message names who it is."),
    ROLLED_BACK(
            8,
            "It failed, or was refused, and both ends are as before.",
            "See what was named, mend it, and run the same again."),
    NOT_ROLLED_BACK(
            9,
            "It failed, and is not wholly taken back: a host did not answer any more, or could not go back.",
            "Run 'resume'; a host that was lost goes back by itself when its time is up; 'drift' tells what is left."),
    VERIFICATION_FAILED(
            10,
            "Frames do not pass, or something is wrong with a host ('doctor').",
            "See the verdicts; 'explain VERDICT' tells of each."),
    NOTHING_SELECTED(
            12,
            "What was asked for is the name of nothing; nobody was contacted, unless 'show' had to look on the hosts.",
            "Correct the name or the pattern."),
    INTERRUPTED(
            130,
            "The command was interrupted, and took back what it could.",
            "'resume' or 'plan' tells how the hosts stand.");

    private final int number;
    private final String meaning;
    private final String next;

    ExitCode(int number, String meaning, String next) {
        this.number = number;
        this.meaning = meaning;
        this.next = next;
    }

    /** Returns what has happened, in one line. */
    String meaning() {
        return meaning;
    }

    /** Returns what to do then, in one line. */
    String next() {
        return next;
    }

    int number() {
        return number;
    }

    /** Returns the gravest of what befell the hosts of a run, or what it would be without them. */
    static ExitCode of(Collection<HostFailure> failures, ExitCode otherwise) {
        ExitCode gravest = otherwise;
        for (HostFailure failure : failures) {
            ExitCode code = switch (failure.kind()) {
                case UNREACHABLE -> UNREACHABLE;
                case LOCKED -> LOCKED;
                case STALE -> STALE_PLAN;
                case REFUSED, LOST, UNVERIFIED, STOPPED -> ROLLED_BACK;
            };
            gravest = gravest.or(code);
        }
        return gravest;
    }

    /** Returns the gravest of what befell the hosts of a run and became of its pseudowires, or what it would be without. */
    static ExitCode of(Run run, ExitCode otherwise) {
        ExitCode gravest = of(run.failures(), otherwise);
        for (Fate fate : run.fates()) {
            gravest = gravest.or(of(fate));
        }
        return gravest;
    }

    /** Returns what became of pseudowires that change together. */
    static ExitCode of(Fate fate) {
        return switch (fate.kind()) {
            case KEPT -> DONE;
            case TAKEN_BACK -> of(fate.causes(), DONE);
            case LEFT, SPLIT -> NOT_ROLLED_BACK;
        };
    }

    /** Returns this where it says that something is not as it was, and else that the command was interrupted. */
    ExitCode interrupted() {
        return this == NOT_ROLLED_BACK ? this : INTERRUPTED;
    }

    /** Returns the graver of two. */
    ExitCode or(ExitCode other) {
        return other.gravity() > gravity() ? other : this;
    }

    private int gravity() {
        return switch (this) {
            case NOT_ROLLED_BACK -> 6;
            case ROLLED_BACK -> 5;
            case STALE_PLAN -> 4;
            case VERIFICATION_FAILED -> 3;
            case LOCKED -> 2;
            case UNREACHABLE -> 1;
            case DONE, INTERNAL_ERROR, DIFFERENCES, INVALID_INPUT, USAGE, NOTHING_SELECTED, INTERRUPTED -> 0;
        };
    }
}

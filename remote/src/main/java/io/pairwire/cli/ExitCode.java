package io.pairwire.cli;

import io.pairwire.transaction.Fate;
import io.pairwire.transaction.HostFailure;
import io.pairwire.transaction.Run;
import java.util.Collection;

/** How a command ended, as scripts see it. These numbers are a contract. */
enum ExitCode {
    DONE(0),
    INTERNAL_ERROR(1),
    DIFFERENCES(2),
    INVALID_INPUT(3),
    UNREACHABLE(4),
    USAGE(5),
    STALE_PLAN(6),
    LOCKED(7),
    ROLLED_BACK(8),
    NOT_ROLLED_BACK(9),
    VERIFICATION_FAILED(10),
    NOTHING_SELECTED(12),
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
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

    private static ExitCode of(Fate fate) {
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

    private ExitCode or(ExitCode other) {
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

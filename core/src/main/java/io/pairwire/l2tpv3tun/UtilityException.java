package io.pairwire.l2tpv3tun;

import io.pairwire.model.PseudowireRule;
import java.util.Optional;

/** A command that is not carried out: which rule it breaks, if any, why, and what to do. Never quotes what may be a cookie. */
public final class UtilityException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitStatus status;
    private final String rule;
    private final String hint;

    private UtilityException(ExitStatus status, String rule, String message, String hint) {
        super(message);
        this.status = status;
        this.rule = rule;
        this.hint = hint;
    }

    /** Words that are not the grammar's. */
    static UtilityException usage(String message, String hint) {
        return new UtilityException(ExitStatus.USAGE, "", message, hint);
    }

    /** A value that breaks a rule. */
    static UtilityException invalid(PseudowireRule rule, String message, String hint) {
        return new UtilityException(ExitStatus.INVALID_INPUT, rule.id(), message, hint);
    }

    /** A value that breaks a rule of the utility's own. */
    static UtilityException invalid(UtilityRule rule, String message) {
        return new UtilityException(ExitStatus.INVALID_INPUT, rule.id(), message, rule.mend());
    }

    /** Something that this host carries is in the way. */
    static UtilityException inTheWay(PseudowireRule rule, String message, String hint) {
        return new UtilityException(ExitStatus.REFUSED, rule.id(), message, hint);
    }

    /** Something is not there. */
    static UtilityException missing(String message, String hint) {
        return new UtilityException(ExitStatus.REFUSED, "", message, hint);
    }

    /** Something is still there. */
    static UtilityException unfinished(String message, String hint) {
        return new UtilityException(ExitStatus.UNFINISHED, "", message, hint);
    }

    /** The host cannot do what was asked, whatever was asked. */
    public static UtilityException unfit(String message, String hint) {
        return new UtilityException(ExitStatus.UNFIT, "", message, hint);
    }

    ExitStatus status() {
        return status;
    }

    /** Returns the identifier of the rule that was broken. */
    Optional<String> rule() {
        return rule.isEmpty() ? Optional.empty() : Optional.of(rule);
    }

    /** Returns what to do about it; empty where there is nothing to say. */
    String hint() {
        return hint;
    }
}

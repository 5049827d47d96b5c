package io.pairwire.yaml;

/** A rule that a file may break; each room that reads files has an enum of its own. {@code docs/rules.md} lists them all. */
public interface Rule {
    /** Returns the stable name that users search for, such as {@code PW012}. */
    String id();

    /** Returns how bad it is to break this rule; most must not be broken. */
    default Severity severity() {
        return Severity.ERROR;
    }

    /** Returns what is wrong when this rule is broken, in one line. */
    String meaning();

    /** Returns how to mend it, in one line. */
    String mend();
}

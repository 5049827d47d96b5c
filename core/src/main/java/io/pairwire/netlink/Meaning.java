package io.pairwire.netlink;

/**
 * What an error means for one kind of request, in the words of its domain.
 *
 * @param text the cause, without a capital or a full stop; stands in brackets after the error's name
 * @param advice what to do about it, as a sentence; empty where there is nothing to say
 * @param passing whether the same request may well succeed later with nothing changed by us: a route or address still to come
 */
public record Meaning(String text, String advice, boolean passing) {
    /** A cause that stays until somebody removes it. */
    public static Meaning of(String text, String advice) {
        return new Meaning(text, advice, false);
    }

    /** A cause that may go away by itself. */
    public static Meaning passing(String text, String advice) {
        return new Meaning(text, advice, true);
    }
}

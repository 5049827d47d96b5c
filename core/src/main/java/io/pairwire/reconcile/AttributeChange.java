package io.pairwire.reconcile;

import java.util.Optional;

/**
 * One attribute of a pseudowire's end, before and after, in words fit to print: of a cookie only its length.
 *
 * @param name as {@code ip l2tp} spells it
 * @param from absent where there was none
 * @param to absent where there will be none
 * @param forcesReplacement whether the kernel can change it only by making the session anew
 */
public record AttributeChange(String name, Optional<String> from, Optional<String> to, boolean forcesReplacement) {
    /** Returns whether the value differs; an unchanged one may stand beside a changed one to be read with it. */
    public boolean differs() {
        return forcesReplacement || !from.equals(to);
    }
}

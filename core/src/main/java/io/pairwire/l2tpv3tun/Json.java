package io.pairwire.l2tpv3tun;

import org.jspecify.annotations.Nullable;

/** Writes values as JSON: maps in their order, lists, texts, numbers, truth values and null. */
public interface Json {
    /** Returns a value's JSON, on one line. */
    String text(@Nullable Object value);
}

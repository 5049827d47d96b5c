package io.pairwire.topology;

import java.util.Locale;
import java.util.Optional;

/**
 * A parameter of one end of a pseudowire, its value, and where that came from.
 *
 * @param parameter as a topology file spells it; what is derived, as {@code ip l2tp} does
 * @param value in words fit to print: of a cookie only its length
 * @param words where it came from: {@code profile customer}, {@code derived: the far end's session_id}
 * @param line where it stands; absent of what stands in no file that tells its lines
 */
public record Origin(String parameter, String value, Kind kind, String words, Optional<Line> line) {
    /** What kind of place a value came from. */
    public enum Kind {
        BUILT_IN,
        DEFAULTS,
        PROFILE,
        TUNNEL,
        PSEUDOWIRE,
        END,
        LOCK_FILE,
        INVENTORY,
        DERIVED;

        /** Returns the word that JSON shows. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A line of a file, from 1. */
    public record Line(String file, int number) {
        /** Returns {@code FILE:LINE}. */
        @Override
        public String toString() {
            return file + ":" + number;
        }
    }

    static Origin derived(String parameter, Object value, String from) {
        return new Origin(parameter, value.toString(), Kind.DERIVED, "derived: " + from, Optional.empty());
    }
}

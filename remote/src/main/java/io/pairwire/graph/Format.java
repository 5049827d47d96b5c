package io.pairwire.graph;

import java.util.Locale;
import java.util.Optional;

/** A language that pictures are written in. */
public enum Format {
    SVG,
    MERMAID,
    DOT,
    D2;

    /** Returns a picture as text that ends with a line feed. */
    public String write(Picture picture) {
        return switch (this) {
            case SVG -> SvgText.write(picture);
            case MERMAID -> MermaidText.write(picture);
            case DOT -> DotText.write(picture);
            case D2 -> D2Text.write(picture);
        };
    }

    /** Returns the format that a file's name tells. */
    public static Optional<Format> ofFile(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "svg" -> Optional.of(SVG);
            case "mmd", "mermaid" -> Optional.of(MERMAID);
            case "dot", "gv" -> Optional.of(DOT);
            case "d2" -> Optional.of(D2);
            default -> Optional.empty();
        };
    }

    /** Returns its name as it is asked for. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

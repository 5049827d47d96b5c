package io.pairwire.graph;

import java.util.Set;

/** How SVG looks, on a light and on a dark ground: by plain CSS, since what shows pictures often knows no more of it. */
final class SvgStyle {
    private static final String LIGHT = """
            text { font-family: system-ui, "Segoe UI", Helvetica, Arial, sans-serif; font-size: 12px; fill: #1f2328; }
            text.title { font-size: 18px; font-weight: 600; }
            text.subtitle { fill: #57606a; }
            text.host { font-size: 15px; font-weight: 600; text-anchor: middle; }
            text.label { text-anchor: middle; }
            .ground { fill: #ffffff; }
            .slip { fill: #ffffff; fill-opacity: 0.88; }
            .box { fill: #f3f5f8; stroke: #57606a; stroke-width: 1.5; }
            .line { fill: none; }
            .band { fill: #57606a; fill-opacity: 0.15; }
            """;
    private static final String DARK = """
            text { fill: #e6edf3; }
            text.subtitle { fill: #9aa4af; }
            .ground { fill: #0d1117; }
            .slip { fill: #0d1117; }
            .box { fill: #1c2330; stroke: #9aa4af; }
            .band { fill: #9aa4af; fill-opacity: 0.22; }
            """;

    private SvgStyle() {}

    /** Returns the style sheet for these looks. */
    static String of(Set<Look> looks) {
        StringBuilder style = new StringBuilder(LIGHT);
        looks.forEach(look -> {
            String dashes = look.pattern().dashes();
            style.append(".line." + name(look) + " { stroke-width: "
                            + look.pattern().width())
                    .append(dashes.isEmpty() ? "" : "; stroke-dasharray: " + dashes)
                    .append("; }\n");
            hue(look, look.hue().light(), style);
        });
        style.append("@media (prefers-color-scheme: dark) {\n").append(DARK);
        looks.forEach(look -> hue(look, look.hue().dark(), style));
        return style.append("}\n").toString();
    }

    private static void hue(Look look, String hue, StringBuilder style) {
        style.append(".line." + name(look) + " { stroke: " + hue + "; }\n");
        style.append("text." + name(look) + " { fill: " + hue + "; }\n");
    }

    /** Returns the class of a look. */
    static String name(Look look) {
        return look.id().replace('_', '-');
    }
}

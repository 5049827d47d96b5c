package io.pairwire.graph;

import java.util.List;
import java.util.Map;

/** Pictures in D2's language. */
final class D2Text {
    /** The longest dash that D2 has. */
    private static final int LONGEST_DASH = 10;

    private D2Text() {}

    static String write(Picture picture) {
        StringBuilder text = new StringBuilder();
        text.append("title: ")
                .append(quoted(List.of(picture.title(), picture.subtitle())))
                .append(" {shape: text; near: top-center}\n");
        List<String> hosts = picture.hosts();
        for (int i = 0; i < hosts.size(); i++) {
            text.append("h")
                    .append(i)
                    .append(": ")
                    .append(quoted(List.of(hosts.get(i))))
                    .append("\n");
        }
        for (Strand strand : picture.strands()) {
            text.append("h")
                    .append(hosts.indexOf(strand.hosts().get(0)))
                    .append(" -- h")
                    .append(hosts.indexOf(strand.hosts().get(1)))
                    .append(": ")
                    .append(quoted(strand.label(picture.sharedTunnels(strand.hosts()))))
                    .append(" {style: {")
                    .append(style(strand.look()))
                    .append("}}\n");
        }
        if (picture.isAboutMore()) {
            legend(picture.counts(), text);
        }
        return text.toString();
    }

    private static void legend(Map<Look, Integer> counts, StringBuilder text) {
        text.append("legend: \"\" {\n  near: bottom-center\n  grid-rows: 1\n");
        counts.forEach((look, count) -> text.append("  l_")
                .append(look.id())
                .append(": ")
                .append(quoted(List.of(Picture.meaning(look, count))))
                .append(" {shape: text; style.font-color: \"")
                .append(look.hue().light())
                .append("\"}\n"));
        text.append("}\n");
    }

    private static String style(Look look) {
        StringBuilder style = new StringBuilder();
        style.append("stroke: \"").append(look.hue().light()).append("\"; stroke-width: ");
        style.append(look.pattern().width());
        if (look.pattern().dash() > 0) {
            style.append("; stroke-dash: ")
                    .append(Math.min(LONGEST_DASH, look.pattern().dash()));
        }
        return style.append("; font-color: \"")
                .append(look.hue().light())
                .append("\"")
                .toString();
    }

    /** Returns lines as a string of the language, in which {@code $} would name a variable. */
    private static String quoted(List<String> lines) {
        return "\""
                + String.join("\n", lines)
                        .replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("$", "\\$")
                        .replace("\n", "\\n")
                + "\"";
    }
}

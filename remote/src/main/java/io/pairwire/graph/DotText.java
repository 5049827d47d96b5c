package io.pairwire.graph;

import java.util.List;
import java.util.Map;

/** Pictures in Graphviz's language. */
final class DotText {
    private static final double POINTS_OF_A_LINE = 0.75;

    private DotText() {}

    static String write(Picture picture) {
        StringBuilder text = new StringBuilder();
        List<String> title = List.of(picture.title(), picture.subtitle());
        text.append("graph ").append(quoted(List.of(picture.title()))).append(" {\n");
        text.append(
                        "  graph [layout=neato, overlap=false, splines=true, sep=\"+40\", labelloc=t, fontname=\"sans-serif\", label=")
                .append(quoted(title))
                .append("];\n");
        text.append("  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n");
        text.append("  edge [len=3, fontname=\"sans-serif\", fontsize=10];\n");
        List<String> hosts = picture.hosts();
        for (int i = 0; i < hosts.size(); i++) {
            text.append("  h")
                    .append(i)
                    .append(" [label=")
                    .append(quoted(List.of(hosts.get(i))))
                    .append("];\n");
        }
        for (Strand strand : picture.strands()) {
            edge(picture, strand, hosts, text);
        }
        if (picture.isAboutMore()) {
            legend(picture.counts(), text);
        }
        return text.append("}\n").toString();
    }

    private static void edge(Picture picture, Strand strand, List<String> hosts, StringBuilder text) {
        text.append("  h")
                .append(hosts.indexOf(strand.hosts().get(0)))
                .append(" -- h")
                .append(hosts.indexOf(strand.hosts().get(1)))
                .append(" [label=")
                .append(quoted(strand.label(picture.sharedTunnels(strand.hosts()))))
                .append(", tooltip=")
                .append(quoted(strand.account()))
                .append(", ")
                .append(line(strand.look()))
                .append(", fontcolor=\"")
                .append(strand.look().hue().light())
                .append("\"];\n");
    }

    private static String line(Look look) {
        return "color=\"" + look.hue().light() + "\", style=" + style(look.pattern()) + ", penwidth="
                + look.pattern().width() * POINTS_OF_A_LINE;
    }

    /** Graphviz has but four styles; what looks the same here is told by its symbol. */
    private static String style(Look.Pattern pattern) {
        return switch (pattern) {
            case SOLID -> "solid";
            case BOLD -> "bold";
            case DASHED, LONG_DASHED, DASH_DOTTED, DASH_DOT_DOTTED -> "dashed";
            case DOTTED, SPARSE -> "dotted";
        };
    }

    private static void legend(Map<Look, Integer> counts, StringBuilder text) {
        counts.forEach((look, count) -> text.append("  legend_")
                .append(look.id())
                .append(" [shape=plaintext, style=\"\", fontsize=10, fontcolor=\"")
                .append(look.hue().light())
                .append("\", label=")
                .append(quoted(List.of(Picture.meaning(look, count))))
                .append("];\n"));
    }

    /** Returns lines as a string of the language: quotes, its own escapes, and the entities of HTML that it knows. */
    private static String quoted(List<String> lines) {
        return "\""
                + String.join("\n", lines)
                        .replace("&", "&amp;")
                        .replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                + "\"";
    }
}

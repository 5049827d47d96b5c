package io.pairwire.graph;

import java.util.List;
import java.util.Map;

/** Pictures in Mermaid's language, as a flowchart. */
final class MermaidText {
    /** What the language, its Markdown or HTML give a meaning to wherever it stands. */
    private static final String SPECIAL = "\"#&<>\\`*_~[](){}|$:;'%@=^!";

    private MermaidText() {}

    static String write(Picture picture) {
        StringBuilder text = new StringBuilder("flowchart LR\n");
        text.append("  accTitle: ").append(plain(picture.title())).append('\n');
        text.append("  accDescr: ").append(plain(picture.subtitle())).append('\n');
        List<String> hosts = picture.hosts();
        for (int i = 0; i < hosts.size(); i++) {
            text.append("  h")
                    .append(i)
                    .append("[")
                    .append(quoted(List.of(hosts.get(i))))
                    .append("]\n");
        }
        List<Strand> strands = picture.strands();
        for (Strand strand : strands) {
            text.append("  h")
                    .append(hosts.indexOf(strand.hosts().get(0)))
                    .append(" ---|")
                    .append(quoted(strand.label(picture.sharedTunnels(strand.hosts()))))
                    .append("| h")
                    .append(hosts.indexOf(strand.hosts().get(1)))
                    .append('\n');
        }
        for (int i = 0; i < strands.size(); i++) {
            text.append("  linkStyle ")
                    .append(i)
                    .append(' ')
                    .append(stroke(strands.get(i).look()))
                    .append('\n');
        }
        if (picture.isAboutMore()) {
            legend(picture.counts(), text);
        }
        return text.toString();
    }

    private static void legend(Map<Look, Integer> counts, StringBuilder text) {
        text.append("  subgraph legend [\"legend\"]\n    direction LR\n");
        counts.forEach((look, count) -> text.append("    l_")
                .append(look.id())
                .append("[")
                .append(quoted(List.of(Picture.meaning(look, count))))
                .append("]\n"));
        text.append("  end\n");
        counts.keySet()
                .forEach(look -> text.append("  style l_")
                        .append(look.id())
                        .append(' ')
                        .append(stroke(look))
                        .append('\n'));
    }

    private static String stroke(Look look) {
        String dashes = look.pattern().dashes();
        return "stroke:" + look.hue().light() + ",stroke-width:"
                + look.pattern().width() + "px" + (dashes.isEmpty() ? "" : ",stroke-dasharray:" + dashes);
    }

    /** Returns a text for a line of its own, that ends with the line. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints()
                .forEach(c -> plain.append(SPECIAL.indexOf(c) >= 0 || c < ' ' ? "#" + c + ";" : Character.toString(c)));
        return plain.toString();
    }

    private static String quoted(List<String> lines) {
        return "\"" + String.join("<br/>", lines.stream().map(MermaidText::line).toList()) + "\"";
    }

    /** A {@code -} or {@code +} before a blank, or a number before a point, would begin a list. */
    private static String line(String text) {
        StringBuilder line = new StringBuilder();
        boolean beginning = true;
        for (int c : text.codePoints().toArray()) {
            boolean listed = beginning && (c == '-' || c == '+' || c == '.');
            line.append(listed || SPECIAL.indexOf(c) >= 0 || c < ' ' ? "#" + c + ";" : Character.toString(c));
            beginning = beginning && (Character.isDigit(c) || c == '-' || c == '/');
        }
        return line.toString();
    }
}

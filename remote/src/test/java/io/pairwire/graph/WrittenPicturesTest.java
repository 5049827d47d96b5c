package io.pairwire.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Each language's text, read again: what stands in it are the names that went in, whatever is in them. */
final class WrittenPicturesTest {
    private static final List<Look> LOOKS = List.of(Look.values());
    private static final String ODD = "abZ09_.-\"'<>&\\`#;:|{}[]()$%^*~@=!+,/ ";
    private static final List<String> ODD_NAMES = List.of(
            "\"",
            "\\",
            "\\\"",
            "a\\",
            "\\N\\G",
            "&amp;",
            "&lt;",
            "#quot;",
            "#35;",
            "<b>",
            "</svg>",
            "</title>",
            "<br/>",
            "]]>",
            "${x}",
            "$",
            "- a",
            "+ a",
            "1. a",
            "end",
            "graph",
            "subgraph",
            "_a_",
            "**a**",
            "`a`",
            "a--b",
            "%% a",
            "//",
            "|",
            "legend",
            "title",
            "h0");
    private static final String QUOTED = "\"((?:[^\"\\\\\\n]|\\\\.)*)\"";
    private static final String HUE = "\"#[0-9a-f]{6}\"";

    static Stream<Picture> pictures() {
        Stream<Picture> chosen = ODD_NAMES.stream()
                .map(name -> new Picture(
                        name,
                        name,
                        List.of(
                                wire(name, name, "far", Look.ADD),
                                wire("plain", "far", "x" + name, Look.REMOVE),
                                wire(name + "2", name, "far", Look.MTU_BLACKHOLE))));
        return Stream.concat(
                chosen, Stream.iterate(1, seed -> seed + 1).limit(60).map(WrittenPicturesTest::random));
    }

    private static Wire wire(String name, String host, String other, Look look) {
        return new Wire(
                name,
                "in " + name,
                new WireEnd(host, "i" + name, Optional.of(name)),
                new WireEnd(other, name, Optional.empty()),
                look,
                "1.00 ms",
                "a story of " + name);
    }

    private static Picture random(int seed) {
        Random random = new Random(seed);
        List<String> hosts = new ArrayList<>();
        int most = 2 + random.nextInt(8);
        for (int i = 0; i < most; i++) {
            hosts.add(i + name(random));
        }
        List<Wire> wires = new ArrayList<>();
        int pseudowires = 1 + random.nextInt(25);
        for (int i = 0; i < pseudowires; i++) {
            int a = random.nextInt(hosts.size());
            int b = (a + 1 + random.nextInt(hosts.size() - 1)) % hosts.size();
            Look look = LOOKS.get(random.nextInt(LOOKS.size()));
            wires.add(wire(i + name(random), hosts.get(a), hosts.get(b), look));
        }
        return new Picture(name(random), name(random), wires);
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder("n");
        int characters = random.nextInt(12);
        for (int i = 0; i < characters; i++) {
            name.append(ODD.charAt(random.nextInt(ODD.length())));
        }
        return name + "n";
    }

    private static List<String> labels(Picture picture) {
        return picture.strands().stream()
                .map(strand -> String.join("\n", strand.label(picture.sharedTunnels(strand.hosts()))))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void svgIsWellFormedAndShowsEveryName(Picture picture) throws Exception {
        Document document = parsed(Format.SVG.write(picture));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(texts(document, "title").get(0)).isEqualTo(picture.title());
        assertThat(shown(document, "host"))
                .containsExactlyInAnyOrderElementsOf(
                        picture.hosts().stream().map(Layout::shown).toList());
        assertThat(texts(document, "title")).containsAll(picture.hosts());
        List<String> firstLines = labels(picture).stream()
                .map(label -> label.lines().findFirst().orElse(""))
                .toList();
        assertThat(shown(document, "label")).containsAll(firstLines);
        assertThat(document.getElementsByTagName("*").getLength())
                .isGreaterThan(picture.hosts().size());
        assertThat(elements(document)).containsOnly("svg", "title", "desc", "style", "rect", "text", "path", "g");
    }

    static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<String> texts(Document document, String tag) {
        NodeList found = document.getElementsByTagName(tag);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }

    private static List<String> shown(Document document, String look) {
        NodeList found = document.getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            if (found.item(i) instanceof Element text && (text.getAttribute("class") + " ").startsWith(look + " ")) {
                texts.add(text.getTextContent());
            }
        }
        return texts;
    }

    private static List<String> elements(Document document) {
        NodeList all = document.getElementsByTagName("*");
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < all.getLength(); i++) {
            tags.add(all.item(i).getNodeName());
        }
        return tags;
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void dotHasAStatementALine(Picture picture) {
        List<String> hosts = new ArrayList<>();
        List<String> edges = new ArrayList<>();
        for (String line : Format.DOT.write(picture).split("\n", -1)) {
            Matcher host =
                    Pattern.compile("  h\\d+ \\[label=" + QUOTED + "\\];").matcher(line);
            Matcher edge = Pattern.compile("  h\\d+ -- h\\d+ \\[label=" + QUOTED + ", tooltip=" + QUOTED + ", color="
                            + HUE + ", style=\\w+, penwidth=[0-9.]+, fontcolor=" + HUE + "\\];")
                    .matcher(line);
            if (host.matches()) {
                hosts.add(ofDot(host.group(1)));
            } else if (edge.matches()) {
                edges.add(ofDot(edge.group(1)));
            } else {
                assertThat(line)
                        .matches("graph " + QUOTED + " \\{|  (graph|node|edge) \\[.*\\];|  legend_\\w+ \\[.*, label="
                                + QUOTED + "\\];|\\}|");
            }
        }
        assertThat(hosts).isEqualTo(picture.hosts());
        assertThat(edges).isEqualTo(labels(picture));
    }

    private static String ofDot(String quoted) {
        return unescaped(quoted).replace("&amp;", "&");
    }

    private static String unescaped(String quoted) {
        return Pattern.compile("\\\\(.)")
                .matcher(quoted)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).equals("n") ? "\n" : found.group(1)));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void d2HasAStatementALine(Picture picture) {
        List<String> hosts = new ArrayList<>();
        List<String> edges = new ArrayList<>();
        for (String line : Format.D2.write(picture).split("\n", -1)) {
            Matcher host = Pattern.compile("h\\d+: " + QUOTED).matcher(line);
            Matcher edge = Pattern.compile("h\\d+ -- h\\d+: " + QUOTED + " \\{style: \\{stroke: " + HUE
                            + "; stroke-width: \\d+(; stroke-dash: \\d+)?; font-color: " + HUE + "\\}\\}")
                    .matcher(line);
            assertThat(line).doesNotContainPattern("(?<!\\\\)(\\\\\\\\)*\\$");
            if (host.matches()) {
                hosts.add(unescaped(host.group(1)));
            } else if (edge.matches()) {
                edges.add(unescaped(edge.group(1)));
            } else {
                assertThat(line)
                        .matches("title: " + QUOTED + " \\{.*\\}|legend: \"\" \\{|  near: .*|  grid-rows: 1|  l_\\w+: "
                                + QUOTED + " \\{shape: text; style.font-color: " + HUE + "\\}|\\}|");
            }
        }
        assertThat(hosts).isEqualTo(picture.hosts());
        assertThat(edges).isEqualTo(labels(picture));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void mermaidHasAStatementALine(Picture picture) {
        List<String> hosts = new ArrayList<>();
        List<String> edges = new ArrayList<>();
        for (String line : Format.MERMAID.write(picture).split("\n", -1)) {
            Matcher host = Pattern.compile("  h\\d+\\[\"([^\"\\\\`]*)\"\\]").matcher(line);
            Matcher edge =
                    Pattern.compile("  h\\d+ ---\\|\"([^\"\\\\`]*)\"\\| h\\d+").matcher(line);
            if (host.matches()) {
                hosts.add(ofMermaid(host.group(1)));
            } else if (edge.matches()) {
                edges.add(ofMermaid(edge.group(1)));
            } else {
                assertThat(line)
                        .matches("flowchart LR|  acc(Title|Descr): [^\"{}<>]*|  linkStyle \\d+ stroke:#[0-9a-f]{6}.*"
                                + "|  subgraph legend \\[\"legend\"\\]|    direction LR|    l_\\w+\\[\"[^\"]*\"\\]|  end"
                                + "|  style l_\\w+ stroke:#[0-9a-f]{6}.*|");
            }
        }
        assertThat(hosts).isEqualTo(picture.hosts());
        assertThat(edges).isEqualTo(labels(picture));
    }

    private static String ofMermaid(String quoted) {
        assertThat(quoted.replace("<br/>", "").replaceAll("#\\d+;", "")).doesNotContain("#", "<", ">", "&", ";");
        return Pattern.compile("#(\\d+);")
                .matcher(quoted.replace("<br/>", "\n"))
                .replaceAll(found -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1)))));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void theOrderOfWhatIsDrawnMakesNoDifference(Format format) {
        List<Wire> wires = new ArrayList<>(random(7).wires());
        String straight = format.write(new Picture("t", "", wires));
        Collections.reverse(wires);
        assertThat(format.write(new Picture("t", "", wires))).isEqualTo(straight);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void manyBetweenTwoHostsAreBundledByLook(Format format) {
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            wires.add(wire("p" + i, "a", "b", i < 5 ? Look.ADD : Look.UNCHANGED));
        }
        assertThat(format.write(new Picture("t", "", wires))
                        .replace("#43;", "+")
                        .replace("#61;", "="))
                .contains("+ 5 pseudowires", "= 7 pseudowires")
                .doesNotContain("ip3 ↔");
        assertThat(format.write(new Picture("t", "", wires.subList(0, 6)))).contains("p3");
    }

    @Test
    void aLookIsToldBySymbolOrWordAndByPatternWhereColoursAreNotSeen() {
        List<Look> changes = List.of(Look.ADD, Look.CHANGE, Look.REPLACE, Look.REMOVE, Look.HELD, Look.UNCHANGED);
        List<Look> verdicts = Stream.of(Look.values())
                .filter(look -> look.compareTo(Look.OK) >= 0)
                .toList();
        for (List<Look> together : List.of(changes, verdicts)) {
            assertThat(together).extracting(Look::pattern).doesNotHaveDuplicates();
            assertThat(together).extracting(Look::word).doesNotHaveDuplicates();
            assertThat(together).extracting(Look::symbol).doesNotContain("");
        }
        assertThat(changes).extracting(Look::symbol).doesNotHaveDuplicates();
    }

    @Test
    void coloursCanBeReadOnTheirGround() {
        for (Look.Hue hue : Look.Hue.values()) {
            assertThat(contrast(hue.light(), "#ffffff")).as(hue + " on white").isGreaterThan(4.5);
            assertThat(contrast(hue.dark(), "#0d1117")).as(hue + " on black").isGreaterThan(4.5);
        }
    }

    private static double contrast(String one, String other) {
        double brighter = Math.max(luminance(one), luminance(other));
        double darker = Math.min(luminance(one), luminance(other));
        return (brighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(String hue) {
        int rgb = Integer.parseInt(hue.substring(1), 16);
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int octet) {
        double part = (octet & 0xff) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    @Test
    void noHostCoversAnotherUpToSixtyOnARing() {
        for (int hosts : new int[] {2, 3, 4, 5, 9, 14, 15, 30, 60}) {
            List<Wire> wires = new ArrayList<>();
            for (int i = 0; i < hosts; i++) {
                wires.add(wire("w" + i, "host" + i, "host" + (i + 1) % hosts, Look.PLAIN));
                wires.add(wire("v" + i, "host" + i, "host" + (i + 2) % hosts + (hosts < 3 ? "x" : ""), Look.PLAIN));
            }
            List<Box> boxes = List.copyOf(
                    new Drawing(new Picture("ring", "", wires)).layout().hosts().values());
            for (Box one : boxes) {
                assertThat(boxes).filteredOn(other -> one.overlap(other) > 0).hasSize(1);
            }
        }
    }
}

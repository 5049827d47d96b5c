package io.pairwire.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Pictures in SVG 1.1: no script, nothing from elsewhere, dark where the reader's screen is. */
final class SvgText {
    private static final double TITLE_FONT = 18;
    private static final double MARGIN = 32;
    private static final double TITLE_HEIGHT = 56;
    private static final double TITLE_LINE = 30;
    private static final double SUBTITLE_LINE = 50;
    private static final double LEGEND_LINE = 24;
    private static final double SAMPLE = 44;
    private static final double SAMPLE_GAP = 8;
    private static final double BASELINE = 4;
    private static final double HOST_BASELINE = 5;
    /** How far a band reaches beyond the lines of its tunnel. */
    private static final double BAND = 9;

    private static final double TENTHS = 10;
    private static final int NO_CHARACTER = 0xfffd;

    private final Picture picture;
    private final Drawing drawing;
    private final StringBuilder body = new StringBuilder();
    private double left;
    private double right;
    private double bottom;
    private double top;

    private SvgText(Picture picture) {
        this.picture = picture;
        this.drawing = new Drawing(picture);
    }

    static String write(Picture picture) {
        return new SvgText(picture).written();
    }

    private String written() {
        frame();
        bands();
        drawing.strands().forEach(this::line);
        drawing.labels().forEach(this::slip);
        drawing.labels().forEach(this::label);
        drawing.layout().hosts().forEach(this::host);
        if (picture.isAboutMore()) {
            legend();
        }
        return head() + body + "</svg>\n";
    }

    private void frame() {
        right = Math.max(
                drawing.layout().width(),
                Math.max(Metrics.width(picture.title(), TITLE_FONT), Metrics.width(picture.subtitle(), Drawing.FONT)));
        bottom = drawing.layout().height();
        for (Drawing.Label label : drawing.labels()) {
            left = Math.min(left, label.box().left());
            right = Math.max(right, label.box().right());
            top = Math.min(top, label.box().top());
            bottom = Math.max(bottom, label.box().bottom());
        }
        left -= MARGIN;
        right += MARGIN;
        top -= MARGIN + TITLE_HEIGHT;
        bottom += MARGIN;
    }

    private String head() {
        StringBuilder head = new StringBuilder();
        String width = number(right - left);
        String height = number(bottom - top);
        head.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"title about\" width=\"")
                .append(width + "\" height=\"" + height + "\" viewBox=\"")
                .append(number(left) + " " + number(top) + " " + width + " " + height + "\">\n")
                .append("<title id=\"title\">" + escaped(picture.title()) + "</title>\n")
                .append("<desc id=\"about\">" + escaped(described()) + "</desc>\n")
                .append("<style>\n" + SvgStyle.of(picture.counts().keySet()) + "</style>\n")
                .append("<rect class=\"ground\"");
        rectangle(new Box(new Point((left + right) / 2, (top + bottom) / 2), right - left, bottom - top), head);
        head.append("/>\n");
        words("title", new Point(left + MARGIN, top + TITLE_LINE), picture.title(), head);
        words("subtitle", new Point(left + MARGIN, top + SUBTITLE_LINE), picture.subtitle(), head);
        return head.append('\n').toString();
    }

    private String described() {
        if (!picture.isAboutMore()) {
            return picture.subtitle();
        }
        List<String> looks = new ArrayList<>();
        picture.counts().forEach((look, count) -> looks.add(Picture.meaning(look, count)));
        return picture.subtitle() + "; " + String.join(", ", looks);
    }

    /** Behind lines that are one tunnel's lies a band. */
    private void bands() {
        drawing.pairs().forEach((two, between) -> {
            for (String tunnel : picture.sharedTunnels(two)) {
                List<Strand> within = between.stream()
                        .filter(strand ->
                                !strand.isBundle() && strand.first().tunnel().equals(tunnel))
                        .toList();
                if (within.size() > 1) {
                    band(two, tunnel, within);
                }
            }
        });
    }

    private void band(List<String> two, String tunnel, List<Strand> within) {
        double out = BAND * drawing.downwards(two);
        Curve first = drawing.curve(within.get(0)).shifted(-out);
        Curve last = drawing.curve(within.get(within.size() - 1)).shifted(out);
        body.append("<path class=\"band\" d=\"M" + pair(first.from()) + " Q" + pair(first.bend()) + " ")
                .append(pair(first.to()) + " Q" + pair(last.bend()) + " " + pair(last.from()) + " Z\">");
        tooltip(List.of("tunnel " + tunnel + ": " + within.size() + " pseudowires"));
        body.append("</path>\n");
    }

    private void line(Strand strand) {
        Curve curve = drawing.curve(strand);
        body.append("<path class=\"line " + SvgStyle.name(strand.look()) + "\" d=\"M" + pair(curve.from()))
                .append(" Q" + pair(curve.bend()) + " " + pair(curve.to()) + "\">");
        tooltip(strand.account());
        body.append("</path>\n");
    }

    /** What makes a label legible where lines cross; all of them before any label, so that none covers another's text. */
    private void slip(Drawing.Label label) {
        body.append("<rect class=\"slip\"");
        rectangle(label.box(), body);
        body.append("/>\n");
    }

    private void label(Drawing.Label label) {
        body.append("<g>");
        tooltip(label.strand().account());
        Point middle = label.box().middle();
        double y = label.box().top() + Drawing.LINE - BASELINE;
        for (String line : label.lines()) {
            words("label " + SvgStyle.name(label.strand().look()), new Point(middle.x(), y), line, body);
            y += Drawing.LINE;
        }
        body.append("</g>\n");
    }

    private void host(String name, Box box) {
        body.append("<g>");
        tooltip(List.of(name));
        body.append("<rect class=\"box\" rx=\"8\"");
        rectangle(box, body);
        body.append("/>");
        words("host", box.middle().plus(0, HOST_BASELINE), Layout.shown(name), body);
        body.append("</g>\n");
    }

    private void legend() {
        double x = left + MARGIN;
        double y = bottom + LEGEND_LINE / 2;
        for (Map.Entry<Look, Integer> entry : picture.counts().entrySet()) {
            String meaning = Picture.meaning(entry.getKey(), entry.getValue());
            double width = SAMPLE + Metrics.width(meaning, Drawing.FONT);
            if (x > left + MARGIN && x + width > right - MARGIN) {
                x = left + MARGIN;
                y += LEGEND_LINE;
            }
            String look = SvgStyle.name(entry.getKey());
            body.append("<path class=\"line " + look + "\" d=\"M" + pair(new Point(x, y - BASELINE)) + " L")
                    .append(pair(new Point(x + SAMPLE - SAMPLE_GAP, y - BASELINE)) + "\"/>");
            words(look, new Point(x + SAMPLE, y), meaning, body);
            body.append('\n');
            x += width + MARGIN;
        }
        bottom = y + LEGEND_LINE;
    }

    private void tooltip(List<String> lines) {
        body.append("<title>" + escaped(String.join("\n", lines)) + "</title>");
    }

    private static void words(String look, Point at, String words, StringBuilder to) {
        to.append("<text class=\"" + look + "\" x=\"" + number(at.x()) + "\" y=\"" + number(at.y()) + "\">")
                .append(escaped(words) + "</text>");
    }

    private static void rectangle(Box box, StringBuilder to) {
        to.append(" x=\"" + number(box.left()) + "\" y=\"" + number(box.top()))
                .append("\" width=\"" + number(box.width()) + "\" height=\"" + number(box.height()) + "\"");
    }

    private static String pair(Point point) {
        return number(point.x()) + "," + number(point.y());
    }

    /** Returns a number to a tenth, without a useless zero. */
    private static String number(double value) {
        long tenths = Math.round(value * TENTHS);
        return tenths % (long) TENTHS == 0
                ? Long.toString(tenths / (long) TENTHS)
                : String.format(Locale.ROOT, "%.1f", tenths / TENTHS);
    }

    /** Returns a text as XML has it, within an element or an attribute; what XML has no place for is U+FFFD. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isOfXml(c) ? c : NO_CHARACTER);
            }
        });
        return escaped.toString();
    }

    private static boolean isOfXml(int c) {
        return c == '\n' || c == '\t' || (c >= ' ' && c < 0xd800) || (c >= 0xe000 && c < 0xfffe) || c > 0xffff;
    }
}

package io.pairwire.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.reader.StreamReader;

/** The text of a file, by line and column, and what is wrong with its octets. */
public final class SourceText {
    private static final int MOST_OCTETS = 256 << 20;
    private static final int WIDEST_EXCERPT = 120;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final String file;
    private final String text;
    private final Optional<Fault> fault;
    private final boolean quotable;
    private int[] lineStarts = {};
    private List<Secrets.Span> secrets = List.of();

    /** Why this text cannot be read as YAML at all. */
    record Fault(Position at, YamlRule rule, String message, String hint) {}

    private SourceText(String file, String text, Optional<Fault> fault, boolean quotable) {
        this.file = file;
        this.text = text;
        this.fault = fault;
        this.quotable = quotable;
    }

    /** Returns the text of octets that should be UTF-8, with or without a byte order mark. */
    public static SourceText of(String file, byte[] content) {
        if (content.length > MOST_OCTETS) {
            return new SourceText(
                    file,
                    "",
                    Optional.of(
                            new Fault(Position.START, YamlRule.SIZE, "the file is larger than 256 MiB", "split it")),
                    true);
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer octets = ByteBuffer.wrap(content);
        CharBuffer characters = CharBuffer.allocate(content.length);
        CoderResult result = decoder.decode(octets, characters, true);
        String decoded = characters.flip().toString();
        String text = !decoded.isEmpty() && decoded.charAt(0) == BYTE_ORDER_MARK ? decoded.substring(1) : decoded;
        return new SourceText(
                file, text, result.isError() ? Optional.of(notUtf8(text, octets)) : unprintable(text), true);
    }

    /** Returns this text as one of which no line is ever shown: the file itself keeps it encrypted. */
    public SourceText unquoted() {
        return new SourceText(file, text, fault, false);
    }

    private static Fault notUtf8(String before, ByteBuffer octets) {
        int octet = octets.get(octets.position()) & 0xff;
        boolean utf16 = octets.position() == 0 && (octet == 0xff || octet == 0xfe);
        return new Fault(
                positionOf(before, before.length()),
                YamlRule.CHARACTER,
                String.format("the octet 0x%02x is not UTF-8", octet),
                utf16
                        ? "this looks like UTF-16; save the file as UTF-8"
                        : "save the file as UTF-8 (it may be Latin-1)");
    }

    private static Optional<Fault> unprintable(String text) {
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (!StreamReader.isPrintable(c)) {
                return Optional.of(new Fault(
                        positionOf(text, at),
                        YamlRule.CHARACTER,
                        String.format("the control character U+%04X is not allowed in YAML", c),
                        c == 0 ? "is this a text file? save it as UTF-8" : "remove it"));
            }
            at += Character.charCount(c);
        }
        return Optional.empty();
    }

    private static Position positionOf(String text, int offset) {
        int[] starts = lineStarts(text);
        int line = lineAt(starts, offset);
        return new Position(line + 1, text.codePointCount(starts[line], offset) + 1);
    }

    private static int lineAt(int[] starts, int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found : -found - 2;
    }

    /** Returns whether YAML 1.1 ends a line here. */
    static boolean isLineBreak(char c) {
        return c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isLineBreak(c) && !(c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n')) {
                starts = count == starts.length ? Arrays.copyOf(starts, count * 2) : starts;
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    /** Returns the file's name as the user gave it. */
    public String file() {
        return file;
    }

    /** Returns the SHA-256 of the text, in hexadecimal digits. */
    public String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Returns the text, without a byte order mark; empty or cut short where there is a fault. */
    public String text() {
        return text;
    }

    /** Returns whether the octets cannot be read as text, which is then among the problems. */
    public boolean isFaulty(Problems problems) {
        fault.ifPresent(found -> problems.add(found.rule(), found.at(), found.message(), found.hint()));
        return fault.isPresent();
    }

    /** Returns what is wrong with the octets. */
    Optional<Fault> fault() {
        return fault;
    }

    /** Returns the line at a position as it may be shown; empty where the text has no such line, or nothing in it. */
    synchronized Optional<Excerpt> excerpt(Position at) {
        if (lineStarts.length == 0) {
            lineStarts = lineStarts(text);
            secrets = Secrets.in(text);
        }
        if (at.line() > lineStarts.length) {
            return Optional.empty();
        }
        int start = lineStarts[at.line() - 1];
        int end = start;
        while (end < text.length() && !isLineBreak(text.charAt(end))) {
            end++;
        }
        return !quotable || text.substring(start, end).isBlank()
                ? Optional.empty()
                : Optional.of(masked(start, end, at.column() - 1));
    }

    private Excerpt masked(int start, int end, int column) {
        StringBuilder shown = new StringBuilder();
        int caret = -1;
        int columns = 0;
        int passed = 0;
        int at = start;
        int next = firstSecretFrom(start);
        while (at < end) {
            if (next < secrets.size() && secrets.get(next).start() <= at) {
                Secrets.Span secret = secrets.get(next++);
                int to = Math.min(secret.end(), end);
                int length = text.codePointCount(at, to);
                caret = caret < 0 && column < passed + length ? columns : caret;
                shown.append(Secrets.MASK);
                columns += Secrets.MASK.length();
                passed += length;
                at = to;
            } else {
                int c = text.codePointAt(at);
                caret = caret < 0 && column <= passed ? columns : caret;
                shown.appendCodePoint(Printable.oneColumn(c));
                columns++;
                passed++;
                at += Character.charCount(c);
            }
        }
        return cut(shown.toString().stripTrailing(), caret < 0 ? columns : caret);
    }

    private int firstSecretFrom(int offset) {
        int low = 0;
        int high = secrets.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (secrets.get(middle).end() <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static Excerpt cut(String line, int caret) {
        int[] points = line.codePoints().toArray();
        if (points.length <= WIDEST_EXCERPT) {
            return new Excerpt(line, caret);
        }
        int from = Math.max(0, Math.min(caret, points.length) - WIDEST_EXCERPT * 2 / 3);
        int to = Math.min(points.length, from + WIDEST_EXCERPT);
        String before = from > 0 ? "..." : "";
        String after = to < points.length ? "..." : "";
        return new Excerpt(before + new String(points, from, to - from) + after, caret - from + before.length());
    }
}

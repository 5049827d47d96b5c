package io.pairwire.inventory;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** Writes values as {@code ansible-inventory} prints them: JSON with four blanks a level, and keys in alphabetical order. */
final class Json {
    private static final String INDENT = "    ";
    private static final int MOST_DIGITS = 17;

    private final StringBuilder text = new StringBuilder();

    private Json() {}

    /** Returns a value's JSON text, without a line break at its end. */
    static String of(Value value) {
        Json json = new Json();
        json.write(value, "\n");
        return json.text.toString();
    }

    private void write(Value value, String lineBreak) {
        if (value instanceof Value.Keyed keyed) {
            keyed(new TreeMap<>(keyed.entries()), lineBreak);
        } else if (value instanceof Value.Many many) {
            many(many.items().iterator(), lineBreak);
        } else if (value instanceof Value.Vaulted vaulted) {
            keyed(Map.of("__ansible_vault", new Value.Text(vaulted.envelope())), lineBreak);
        } else if (value instanceof Value.Unsafe unsafe) {
            keyed(Map.of("__ansible_unsafe", new Value.Text(unsafe.written())), lineBreak);
        } else if (value instanceof Value.Text written) {
            quoted(written.written());
        } else if (value instanceof Value.Truth truth) {
            text.append(truth.holds());
        } else {
            text.append(value.text().orElse("null"));
        }
    }

    private void keyed(Map<String, Value> entries, String lineBreak) {
        if (entries.isEmpty()) {
            text.append("{}");
            return;
        }
        text.append('{');
        String comma = "";
        for (Map.Entry<String, Value> entry : entries.entrySet()) {
            text.append(comma).append(lineBreak).append(INDENT);
            quoted(entry.getKey());
            text.append(": ");
            write(entry.getValue(), lineBreak + INDENT);
            comma = ",";
        }
        text.append(lineBreak).append('}');
    }

    private void many(Iterator<Value> items, String lineBreak) {
        if (!items.hasNext()) {
            text.append("[]");
            return;
        }
        text.append('[');
        while (items.hasNext()) {
            text.append(lineBreak).append(INDENT);
            write(items.next(), lineBreak + INDENT);
            text.append(items.hasNext() ? "," : "");
        }
        text.append(lineBreak).append(']');
    }

    private void quoted(String written) {
        text.append('"');
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                default -> text.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        text.append('"');
    }

    /** Returns a number with the fewest digits that tell it from all others, as Python writes it. */
    static String number(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.toString(number);
        }
        if (number == 0) {
            return Double.toString(number);
        }
        BigDecimal exact = new BigDecimal(number);
        BigDecimal shortest = exact;
        for (int digits = 1; digits <= MOST_DIGITS; digits++) {
            shortest = exact.round(new MathContext(digits));
            if (shortest.doubleValue() == number) {
                break;
            }
        }
        String digits = shortest.unscaledValue().abs().toString().replaceFirst("0+$", "");
        int exponent = shortest.precision() - shortest.scale() - 1;
        String sign = number < 0 ? "-" : "";
        if (exponent < -4 || exponent >= 16) {
            return sign
                    + digits.charAt(0)
                    + (digits.length() > 1 ? "." + digits.substring(1) : "")
                    + String.format("e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
        }
        String plain = shortest.abs().stripTrailingZeros().toPlainString();
        return sign + plain + (plain.indexOf('.') < 0 ? ".0" : "");
    }
}

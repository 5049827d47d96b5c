package io.pairwire.inventory;

import io.pairwire.yaml.Problems;
import io.pairwire.yaml.YamlEntry;
import io.pairwire.yaml.YamlScalar;
import io.pairwire.yaml.YamlValue;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives YAML's values the types of YAML 1.1 as PyYAML has it, which Ansible uses: {@code no} is false, {@code 010} is 8, {@code 1e3} is text. */
final class YamlTypes {
    private static final String PREFIX = "tag:yaml.org,2002:";
    private static final Pattern BOOL =
            Pattern.compile("yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF");
    private static final Pattern FLOAT = Pattern.compile("[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?"
            + "|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
            + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*"
            + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
    private static final Pattern INT = Pattern.compile("[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)"
            + "|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+");
    private static final Pattern DATE = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})");
    private static final Pattern TIME = Pattern.compile("([0-9]{4})-([0-9][0-9]?)-([0-9][0-9]?)(?:[Tt]|[ \\t]+)"
            + "([0-9][0-9]?):([0-9]{2}):([0-9]{2})(?:\\.([0-9]*))?(?:[ \\t]*(Z|([-+])([0-9][0-9]?)(?::([0-9]{2}))?))?");
    private static final int MICROSECOND_DIGITS = 6;

    private final Problems problems;

    YamlTypes(Problems problems) {
        this.problems = problems;
    }

    /** Returns what a value of a file is; what cannot be is among the problems, and nothing. */
    Value of(YamlValue value) {
        if (value.mapping().isPresent()) {
            Map<String, Value> entries = new LinkedHashMap<>();
            for (YamlEntry entry : value.mapping().get().entries()) {
                entries.put(key(entry.key()), of(entry.value()));
            }
            return new Value.Keyed(entries);
        }
        if (value.list().isPresent()) {
            List<Value> items = new ArrayList<>();
            value.list().get().items().forEach(item -> items.add(of(item)));
            return new Value.Many(items);
        }
        return value.scalar().map(this::of).orElse(new Value.Nothing());
    }

    /** Returns a key as text, as JSON has it. */
    String key(YamlScalar key) {
        return Keys.of(of(key)).orElse(key.text());
    }

    /** Returns whether a key is text for YAML too, as names must be. */
    boolean isText(YamlScalar key) {
        return of(key) instanceof Value.Text;
    }

    private Value of(YamlScalar scalar) {
        String tag = scalar.tag().orElse("");
        try {
            return switch (tag) {
                case "!vault", "!vault-encrypted" -> new Value.Vaulted(scalar.text());
                case "!unsafe" -> new Value.Unsafe(scalar.text());
                case "", "!" -> scalar.plain() ? plain(scalar.text()) : new Value.Text(scalar.text());
                case PREFIX + "null" -> new Value.Nothing();
                case PREFIX + "bool" -> truth(scalar.text());
                case PREFIX + "int" -> whole(scalar.text());
                case PREFIX + "float" -> real(scalar.text());
                case PREFIX + "timestamp" -> timestamp(scalar.text()).orElseThrow(NumberFormatException::new);
                default -> new Value.Text(scalar.text());
            };
        } catch (DateTimeException | NumberFormatException e) {
            problems.add(
                    InventoryRule.TYPE,
                    scalar.at(),
                    Problems.quote(scalar.text()) + " looks like a number or a date to YAML, and is none",
                    "put it in quotes");
            return new Value.Nothing();
        }
    }

    private static Value plain(String text) {
        if (BOOL.matcher(text).matches()) {
            return truth(text);
        }
        if (FLOAT.matcher(text).matches()) {
            return real(text);
        }
        if (INT.matcher(text).matches()) {
            return whole(text);
        }
        boolean isNull = switch (text) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
        };
        return isNull ? new Value.Nothing() : timestamp(text).orElseGet(() -> new Value.Text(text));
    }

    private static Value truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "true", "on" -> new Value.Truth(true);
            case "no", "false", "off" -> new Value.Truth(false);
            default -> throw new NumberFormatException("no boolean");
        };
    }

    private static Value whole(String text) {
        String digits = text.replace("_", "");
        boolean negative = digits.startsWith("-");
        digits = negative || digits.startsWith("+") ? digits.substring(1) : digits;
        BigInteger number;
        if (digits.startsWith("0b")) {
            number = new BigInteger(digits.substring(2), 2);
        } else if (digits.startsWith("0x")) {
            number = new BigInteger(digits.substring(2), 16);
        } else if (digits.startsWith("0")) {
            number = new BigInteger(digits, 8);
        } else {
            number = BigInteger.ZERO;
            for (String part : digits.split(":", -1)) {
                number = number.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
            }
        }
        return new Value.Whole(negative ? number.negate() : number);
    }

    private static Value real(String text) {
        String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
        int sign = digits.startsWith("-") ? -1 : 1;
        digits = digits.startsWith("-") || digits.startsWith("+") ? digits.substring(1) : digits;
        if (digits.equals(".inf")) {
            return new Value.Real(sign * Double.POSITIVE_INFINITY);
        }
        if (digits.equals(".nan")) {
            return new Value.Real(Double.NaN);
        }
        String[] parts = digits.split(":", -1);
        double number = 0;
        double base = 1;
        for (int i = parts.length - 1; i >= 0; i--) {
            number += Double.parseDouble(parts[i]) * base;
            base *= 60;
        }
        return new Value.Real(sign * number);
    }

    /** Returns a date or a time as the text that Python's {@code isoformat} writes. */
    private static Optional<Value> timestamp(String text) {
        Matcher date = DATE.matcher(text);
        if (date.matches()) {
            return Optional.of(new Value.Text(day(date).toString()));
        }
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return Optional.empty();
        }
        LocalDateTime moment =
                day(time).atTime(number(time, 4), number(time, 5), number(time, 6), microseconds(time.group(7)) * 1000);
        String written = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT)
                .format(moment);
        int microseconds = microseconds(time.group(7));
        if (microseconds > 0) {
            written += String.format(".%06d", microseconds);
        }
        if (time.group(9) != null) {
            int minutes = number(time, 10) * 60 + (time.group(11) == null ? 0 : number(time, 11));
            written += DateTimeFormatter.ofPattern("xxx", Locale.ROOT)
                    .format(ZoneOffset.ofTotalSeconds((time.group(9).equals("-") ? -60 : 60) * minutes));
        } else if (time.group(8) != null) {
            written += "+00:00";
        }
        return Optional.of(new Value.Text(written));
    }

    private static LocalDate day(Matcher matched) {
        return LocalDate.of(number(matched, 1), number(matched, 2), number(matched, 3));
    }

    private static int number(Matcher matched, int group) {
        return Integer.parseInt(matched.group(group));
    }

    private static int microseconds(@org.jspecify.annotations.Nullable String fraction) {
        String digits = fraction == null ? "" : fraction.substring(0, Math.min(MICROSECOND_DIGITS, fraction.length()));
        return Integer.parseInt(digits + "0".repeat(MICROSECOND_DIGITS - digits.length()));
    }
}

package io.pairwire.exchange;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** A JSON object that is read with care: every field is there and of its type, or an {@link ExchangeException} says which. */
final class Document {
    /** The deepest that objects and lists may lie in one another; no document of ours goes half as deep. */
    private static final int MOST_DEPTH = 16;

    private final JsonObject fields;

    private Document(JsonObject fields) {
        this.fields = fields;
    }

    /** Turns one of a list's objects into a value. */
    interface Reader<T> {
        T read(Document document) throws ExchangeException;
    }

    static Document parse(String text) throws ExchangeException {
        checkDepth(text);
        try {
            return new Document(JsonParser.object().from(text));
        } catch (JsonParserException e) {
            // The parser's message may quote what it read.
            throw new ExchangeException(
                    "no JSON object (line " + e.getLinePosition() + ", column " + e.getCharPosition() + ")");
        }
    }

    /** The parser calls itself for each object within another, and would run out of stack. */
    private static void checkDepth(String text) throws ExchangeException {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                if (++depth > MOST_DEPTH) {
                    throw new ExchangeException("objects and lists lie more than " + MOST_DEPTH + " deep");
                }
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    String text(String field) throws ExchangeException {
        if (fields.get(field) instanceof String text) {
            return text;
        }
        throw wrong(field, "text");
    }

    Optional<String> optionalText(String field) throws ExchangeException {
        return fields.containsKey(field) ? Optional.of(text(field)) : Optional.empty();
    }

    boolean flag(String field) throws ExchangeException {
        if (fields.get(field) instanceof Boolean flag) {
            return flag;
        }
        throw wrong(field, "a truth value");
    }

    boolean flag(String field, boolean usual) throws ExchangeException {
        return fields.containsKey(field) ? flag(field) : usual;
    }

    int integer(String field, int usual) throws ExchangeException {
        return fields.containsKey(field) ? integer(field) : usual;
    }

    long number(String field) throws ExchangeException {
        if (fields.get(field) instanceof Number number && number.doubleValue() == number.longValue()) {
            return number.longValue();
        }
        throw wrong(field, "a whole number");
    }

    /** Returns a span of time, given in milliseconds. */
    Duration millis(String field) throws ExchangeException {
        long millis = number(field);
        if (millis < 0) {
            throw wrong(field, "a span of time");
        }
        return Duration.ofMillis(millis);
    }

    int integer(String field) throws ExchangeException {
        long number = number(field);
        if (number != (int) number) {
            throw wrong(field, "a number of 32 bits");
        }
        return (int) number;
    }

    /** Returns 32 unsigned bits. */
    int unsigned(String field) throws ExchangeException {
        long number = number(field);
        if (number >>> 32 != 0) {
            throw wrong(field, "an unsigned number of 32 bits");
        }
        return (int) number;
    }

    /** Returns what a value's own reader makes of a text, its complaint being ours. */
    <T> T value(String field, Function<String, T> reader) throws ExchangeException {
        return convert(field, text(field), reader);
    }

    <T> Optional<T> optionalValue(String field, Function<String, T> reader) throws ExchangeException {
        return fields.containsKey(field) ? Optional.of(value(field, reader)) : Optional.empty();
    }

    Document object(String field) throws ExchangeException {
        if (fields.get(field) instanceof JsonObject object) {
            return new Document(object);
        }
        throw wrong(field, "an object");
    }

    <T> List<T> list(String field, Reader<T> reader) throws ExchangeException {
        List<T> values = new ArrayList<>();
        for (Object element : array(field)) {
            if (!(element instanceof JsonObject object)) {
                throw wrong(field, "a list of objects");
            }
            values.add(reader.read(new Document(object)));
        }
        return values;
    }

    <T> List<T> texts(String field, Function<String, T> reader) throws ExchangeException {
        List<T> values = new ArrayList<>();
        for (Object element : array(field)) {
            if (!(element instanceof String text)) {
                throw wrong(field, "a list of texts");
            }
            values.add(convert(field, text, reader));
        }
        return values;
    }

    private JsonArray array(String field) throws ExchangeException {
        if (fields.get(field) instanceof JsonArray array) {
            return array;
        }
        throw wrong(field, "a list");
    }

    /** Runs a constructor that refuses nonsense, its refusal being ours. */
    static <T> T checked(String what, Callable<T> maker) throws ExchangeException {
        try {
            return maker.call();
        } catch (ExchangeException e) {
            throw e;
        } catch (Exception e) {
            throw new ExchangeException(what + ": " + e.getMessage());
        }
    }

    private static <T> T convert(String field, String text, Function<String, T> reader) throws ExchangeException {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new ExchangeException("field '" + field + "' has a value that it cannot have");
        }
    }

    private static ExchangeException wrong(String field, String type) {
        return new ExchangeException("field '" + field + "' is not " + type);
    }
}

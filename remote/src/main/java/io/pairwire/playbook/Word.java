package io.pairwire.playbook;

import io.pairwire.inventory.InventoryHost;
import io.pairwire.inventory.Value;
import io.pairwire.model.AssignedCookie;
import io.pairwire.model.Pseudowire;
import io.pairwire.model.Side;
import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What a condition may ask of a pseudowire or of one of its ends: its name, what kind of value it has, and the value. */
record Word<T>(Kind kind, T value) {
    /** What can be done with a value. */
    enum Kind {
        TEXT("a text"),
        NUMBER("a number"),
        TRUTH("true or false"),
        LIST("a list"),
        /** Only known when it is asked: a variable of the inventory. */
        ANY("anything");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    static final Value NOTHING = new Value.Nothing();

    /** The words behind {@code pseudowire.}. */
    static final Map<String, Word<Function<Pseudowire, Value>>> OF_PSEUDOWIRE = ofPseudowire();

    /** The words behind {@code a.} and {@code b.}; besides them there is {@code vars.NAME}. */
    static final Map<String, Word<BiFunction<Subject, Side, Value>>> OF_END = ofEnd();

    private static Map<String, Word<Function<Pseudowire, Value>>> ofPseudowire() {
        Map<String, Word<Function<Pseudowire, Value>>> words = new LinkedHashMap<>();
        words.put("name", new Word<>(Kind.TEXT, one -> text(one.name())));
        words.put("tags", new Word<>(Kind.LIST, one -> texts(one.tags())));
        words.put("tunnel", new Word<>(Kind.TEXT, one -> text(one.tunnel().name())));
        words.put(
                "encap",
                new Word<>(
                        Kind.TEXT,
                        one -> new Value.Text(one.tunnel().a().udpPort().isPresent() ? "udp" : "ip")));
        words.put("cookie", new Word<>(Kind.TEXT, Word::cookie));
        words.put("l2spec", new Word<>(Kind.TEXT, one -> lower(one.l2spec())));
        words.put("seq", new Word<>(Kind.TEXT, one -> lower(one.seq())));
        words.put("mtu", new Word<>(Kind.NUMBER, one -> number(one.mtu())));
        words.put("reorder_timeout", new Word<>(Kind.NUMBER, one -> number(one.reorderTimeoutMillis())));
        words.put("lns_mode", new Word<>(Kind.TRUTH, one -> new Value.Truth(one.lnsMode())));
        words.put("protect", new Word<>(Kind.TRUTH, one -> new Value.Truth(one.isProtected())));
        return words;
    }

    /** One that has something made at either end counts as made. */
    private static Value cookie(Pseudowire pseudowire) {
        AssignedCookie a = pseudowire.a().assignedCookie();
        AssignedCookie b = pseudowire.b().assignedCookie();
        AssignedCookie telling = a.octetsToMake() > 0 || b.octets() == 0 ? a : b.octetsToMake() > 0 ? b : a;
        return new Value.Text(source(telling.octets() == 0 ? b : telling));
    }

    private static String source(AssignedCookie cookie) {
        return switch (cookie.source()) {
            case NONE -> "none";
            case MADE -> "auto";
            case WRITTEN -> "written";
            case KEPT -> "kept";
            case DERIVED -> "derived";
        };
    }

    private static Map<String, Word<BiFunction<Subject, Side, Value>>> ofEnd() {
        Map<String, Word<BiFunction<Subject, Side, Value>>> words = new LinkedHashMap<>();
        words.put(
                "host",
                new Word<>(Kind.TEXT, (of, side) -> text(of.tunnelEnd(side).host())));
        words.put(
                "groups",
                new Word<>(
                        Kind.LIST,
                        (of, side) ->
                                texts(of.host(side).map(InventoryHost::groups).orElse(List.of()))));
        words.put(
                "local",
                new Word<>(Kind.TEXT, (of, side) -> text(of.tunnelEnd(side).local())));
        words.put(
                "netns",
                new Word<>(Kind.TEXT, (of, side) -> text(of.tunnelEnd(side).netns())));
        words.put(
                "tunnel_id",
                new Word<>(Kind.NUMBER, (of, side) -> whole(of.tunnelEnd(side).tunnelId())));
        words.put(
                "udp_port",
                new Word<>(
                        Kind.NUMBER,
                        (of, side) ->
                                of.tunnelEnd(side).udpPort().map(Word::whole).orElse(NOTHING)));
        words.put(
                "session_id",
                new Word<>(Kind.NUMBER, (of, side) -> whole(of.end(side).sessionId())));
        words.put(
                "interface",
                new Word<>(Kind.TEXT, (of, side) -> text(of.end(side).interfaceName())));
        words.put(
                "address",
                new Word<>(Kind.LIST, (of, side) -> texts(of.end(side).addresses())));
        words.put(
                "bridge", new Word<>(Kind.TEXT, (of, side) -> text(of.end(side).bridge())));
        words.put("mac", new Word<>(Kind.TEXT, (of, side) -> text(of.end(side).mac())));
        words.put(
                "cookie",
                new Word<>(
                        Kind.TEXT,
                        (of, side) -> new Value.Text(source(of.end(side).assignedCookie()))));
        return words;
    }

    private static Value text(Object value) {
        return new Value.Text(value.toString());
    }

    private static Value text(Optional<?> value) {
        return value.isPresent() ? text(value.get()) : NOTHING;
    }

    private static Value lower(Enum<?> value) {
        return new Value.Text(value.toString().toLowerCase(Locale.ROOT));
    }

    private static Value number(long number) {
        return new Value.Whole(BigInteger.valueOf(number));
    }

    private static Value whole(Object identifier) {
        return new Value.Whole(new BigInteger(identifier.toString()));
    }

    private static Value texts(Collection<?> values) {
        return Value.texts(values.stream().map(Object::toString).toList());
    }
}

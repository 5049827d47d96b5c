package io.pairwire.topology;

import io.pairwire.model.AssignedCookie;
import io.pairwire.model.Cookie;
import io.pairwire.model.Encapsulation;
import io.pairwire.model.HostName;
import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.MacAddress;
import io.pairwire.model.NetnsName;
import io.pairwire.model.SequenceNumbers;
import io.pairwire.model.SessionId;
import io.pairwire.model.TunnelId;
import io.pairwire.model.UdpPort;
import io.pairwire.secret.Secret;
import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.Rule;
import io.pairwire.yaml.Suggestion;
import io.pairwire.yaml.YamlList;
import io.pairwire.yaml.YamlScalar;
import io.pairwire.yaml.YamlSecret;
import io.pairwire.yaml.YamlValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Takes text for what its key says it is, and reports what it cannot be. */
final class Values {
    /** The least MTU of an interface (RFC 791). */
    static final int LEAST_MTU = 68;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}");
    private static final Pattern ZERO = Pattern.compile("0+|0[xX]0+");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final Pattern LEADING_ZERO = Pattern.compile("0[0-9]+");
    private static final int MOST_GENERATIONS = 999_999_999;
    private static final int MOST_REORDER_MILLIS = 3_600_000;
    static final Map<String, Encapsulation.Type> ENCAPS =
            Map.of("udp", Encapsulation.Type.UDP, "ip", Encapsulation.Type.IP);
    static final Map<String, L2SpecType> L2SPECS = Map.of("default", L2SpecType.DEFAULT, "none", L2SpecType.NONE);
    static final Map<String, AssignedCookie> SHARED_COOKIES = Map.of(
            "none", AssignedCookie.NONE,
            "auto", AssignedCookie.made(8),
            "8", AssignedCookie.made(8),
            "4", AssignedCookie.made(4),
            "derived", AssignedCookie.derived(8),
            "derived-4", AssignedCookie.derived(4));
    static final Map<String, Boolean> SWITCHES =
            Map.of("true", true, "false", false, "on", true, "off", false, "yes", true, "no", false);

    private final Problems problems;
    private final SecretStore secrets;
    /** Hosts and addresses that have been read: a file names each of them many times. */
    private final Map<String, HostName> hosts = new HashMap<>();

    private final Map<String, IpAddress> addresses = new HashMap<>();

    Values(Problems problems, SecretStore secrets) {
        this.problems = problems;
        this.secrets = secrets;
    }

    Given<Encapsulation.Type> encap(YamlValue value) {
        return word(Key.ENCAP, value, ENCAPS);
    }

    Given<L2SpecType> l2spec(YamlValue value) {
        return word(Key.L2SPEC, value, L2SPECS);
    }

    Given<SequenceNumbers> seq(YamlValue value) {
        Map<String, SequenceNumbers> words = new TreeMap<>();
        for (SequenceNumbers seq : SequenceNumbers.values()) {
            words.put(seq.toString(), seq);
        }
        return word(Key.SEQ, value, words);
    }

    Given<Boolean> onOff(Key key, YamlValue value) {
        return scalar(key, value, scalar -> {
            Boolean on = SWITCHES.get(scalar.text());
            return on != null ? Given.of(on, scalar.at()) : bad(key, scalar, "write 'on' or 'off'");
        });
    }

    Given<Boolean> protect(YamlValue value) {
        return scalar(Key.PROTECT, value, scalar -> {
            Boolean is = SWITCHES.get(scalar.text());
            return is != null ? Given.of(is, scalar.at()) : bad(Key.PROTECT, scalar, "write 'true' or 'false'");
        });
    }

    private <T> Given<T> word(Key key, YamlValue value, Map<String, T> words) {
        return scalar(key, value, scalar -> {
            T meaning = words.get(scalar.text());
            List<String> known = List.copyOf(new TreeSet<>(words.keySet()));
            return meaning != null
                    ? Given.of(meaning, scalar.at())
                    : bad(
                            key,
                            scalar,
                            Suggestion.hint(scalar.text(), known, "write one of " + String.join(", ", known)));
        });
    }

    Given<Integer> reorderTimeout(YamlValue value) {
        return number(Key.REORDER_TIMEOUT, value, 0, MOST_REORDER_MILLIS, "milliseconds");
    }

    Given<Integer> underlayMtu(YamlValue value) {
        return number(Key.UNDERLAY_MTU, value, LEAST_MTU, 65535, "octets");
    }

    /** Returns the number, or nothing inside for {@code auto}. */
    Given<OptionalInt> mtu(YamlValue value) {
        Optional<String> text = value.scalar().map(YamlScalar::text);
        if (text.isPresent() && text.get().equals("auto")) {
            return Given.of(OptionalInt.empty(), value.at());
        }
        return number(Key.MTU, value, 1, 65535, "octets, or 'auto'").map(OptionalInt::of);
    }

    private Given<Integer> number(Key key, YamlValue value, int least, int most, String unit) {
        return scalar(key, value, scalar -> {
            boolean inRange = NUMBER.matcher(scalar.text()).matches()
                    && Integer.parseInt(scalar.text()) >= least
                    && Integer.parseInt(scalar.text()) <= most;
            return inRange
                    ? Given.of(Integer.parseInt(scalar.text()), scalar.at())
                    : bad(key, scalar, "write " + least + " to " + most + " " + unit);
        });
    }

    Given<TunnelId> tunnelId(YamlValue value) {
        return id(Key.TUNNEL_ID, value, TunnelId::parse);
    }

    Given<SessionId> sessionId(YamlValue value) {
        return id(Key.SESSION_ID, value, SessionId::parse);
    }

    private <T> Given<T> id(Key key, YamlValue value, Function<String, T> parser) {
        return scalar(key, value, scalar -> {
            if (ZERO.matcher(scalar.text()).matches()) {
                problems.add(
                        TopologyRule.ID_ZERO,
                        scalar.at(),
                        key.text() + " must not be 0: it marks control messages",
                        "write 1 to 4294967295");
                return Given.unusable(scalar.at());
            }
            return parsed(
                    TopologyRule.BAD_VALUE,
                    key,
                    scalar,
                    parser,
                    LEADING_ZERO.matcher(scalar.text()).matches()
                            ? "leave out the leading zero: some would read it as octal"
                            : "write 1 to 4294967295, or 0x in hexadecimal");
        });
    }

    Given<UdpPort> udpPort(YamlValue value) {
        return scalar(
                Key.UDP_PORT,
                value,
                scalar -> parsed(TopologyRule.BAD_VALUE, Key.UDP_PORT, scalar, UdpPort::parse, "write 1 to 65535"));
    }

    Given<HostName> host(YamlValue value) {
        return scalar(
                Key.HOST,
                value,
                scalar -> parsed(
                        TopologyRule.BAD_NAME,
                        Key.HOST,
                        scalar,
                        text -> hosts.computeIfAbsent(text, HostName::new),
                        "write the name that the inventory has"));
    }

    Given<IpAddress> outerAddress(YamlValue value) {
        return scalar(Key.LOCAL, value, scalar -> {
            boolean hasPrefix = scalar.text().indexOf('/') > 0;
            boolean hasScope = scalar.text().indexOf('%') > 0;
            return parsed(
                    TopologyRule.BAD_VALUE,
                    Key.LOCAL,
                    scalar,
                    text -> addresses.computeIfAbsent(text, IpAddress::parse),
                    hasPrefix
                            ? "leave out the prefix length"
                            : hasScope
                                    ? "leave out the scope: L2TP has no place for it"
                                    : "write an IPv4 or IPv6 address; names are not looked up");
        });
    }

    /** Returns the name of an interface: a pseudowire's, or a bridge's. */
    Given<InterfaceName> interfaceName(Key key, YamlValue value) {
        return scalar(
                key,
                value,
                scalar -> parsed(
                        TopologyRule.INTERFACE_NAME,
                        key,
                        scalar,
                        InterfaceName::new,
                        "use 1 to 15 octets, without '/', ':', '%' and blanks"));
    }

    Given<NetnsName> netns(YamlValue value) {
        return scalar(
                Key.NETNS,
                value,
                scalar -> parsed(
                        TopologyRule.BAD_NAME,
                        Key.NETNS,
                        scalar,
                        NetnsName::new,
                        "write the name that 'ip netns' has: 1 to 63 of letters, digits, _ . and -"));
    }

    Given<MacAddress> mac(YamlValue value) {
        return scalar(Key.MAC, value, scalar -> {
            Given<MacAddress> parsed = parsed(
                    TopologyRule.BAD_VALUE,
                    Key.MAC,
                    scalar,
                    MacAddress::parse,
                    "write six pairs of hexadecimal digits, such as 02:00:5e:00:53:01");
            if (parsed.value().filter(mac -> !mac.isUnicast()).isEmpty()) {
                return parsed;
            }
            problems.add(
                    TopologyRule.MAC_NOT_UNICAST,
                    scalar.at(),
                    "mac " + scalar.text() + " is "
                            + (parsed.value().orElseThrow().bits() == 0 ? "zero" : "an address of many")
                            + ", which no interface can have",
                    "use one whose second digit is even, such as 02:00:5e:00:53:01");
            return Given.unusable(scalar.at());
        });
    }

    /** Returns one address or a list of them; empty where one cannot be used. */
    Given<List<Given<InterfaceAddress>>> addresses(YamlValue value) {
        List<Given<InterfaceAddress>> addresses = new ArrayList<>();
        for (YamlValue item : value.list().map(YamlList::items).orElse(List.of(value))) {
            addresses.add(address(item));
        }
        return new Given<>(
                addresses.stream().allMatch(address -> address.value().isPresent())
                        ? Optional.of(List.copyOf(addresses))
                        : Optional.empty(),
                value.at());
    }

    private Given<InterfaceAddress> address(YamlValue value) {
        return scalar(Key.ADDRESS, value, scalar -> {
            Given<InterfaceAddress> parsed = parsed(
                    TopologyRule.BAD_VALUE,
                    Key.ADDRESS,
                    scalar,
                    InterfaceAddress::parse,
                    "write ADDRESS/LENGTH, such as 10.5.1.1/30; the peer is the other end's address");
            Optional<IpAddress> inner = parsed.value().map(InterfaceAddress::address);
            if (inner.isPresent() && (inner.get().isUnspecified() || inner.get().isMulticastOrBroadcast())) {
                return bad(Key.ADDRESS, scalar, "write a unicast address");
            }
            return parsed;
        });
    }

    /** Returns an end's cookie; what is wrong is reported, never the text. */
    Given<AssignedCookie> cookie(YamlValue value) {
        if (value.secret().isPresent()) {
            return keptCookie(value.secret().get());
        }
        return scalar(Key.COOKIE, value, scalar -> {
            AssignedCookie shared = SHARED_COOKIES.get(scalar.text());
            if (shared != null) {
                return Given.of(shared, scalar.at());
            }
            try {
                return Given.of(AssignedCookie.given(Cookie.parse(scalar.text())), scalar.at());
            } catch (IllegalArgumentException e) {
                problems.add(
                        TopologyRule.COOKIE_FORM,
                        scalar.at(),
                        "a cookie is 8 or 16 hexadecimal digits (4 or 8 octets), and this is not",
                        "write 'auto', and one is made; or 8 or 16 of 0-9 and a-f, without 0x, colons and blanks; or 'none'");
                return Given.unusable(scalar.at());
            }
        });
    }

    private Given<AssignedCookie> keptCookie(YamlSecret reference) {
        Given<Optional<Secret>> kept = secret(reference);
        if (kept.value().isEmpty()) {
            return Given.unusable(reference.at());
        }
        if (kept.value().get().isEmpty()) {
            return Given.of(AssignedCookie.unseen(), reference.at());
        }
        try {
            Cookie cookie = Cookie.parse(kept.value().get().get().reveal());
            return Given.of(AssignedCookie.kept(cookie), reference.at());
        } catch (IllegalArgumentException e) {
            problems.add(
                    TopologyRule.COOKIE_FORM,
                    reference.at(),
                    "a cookie is 8 or 16 hexadecimal digits (4 or 8 octets), and what " + reference.store()
                            + " stands for is not",
                    "keep 8 or 16 of 0-9 and a-f there, without 0x, colons and blanks; 'openssl rand -hex 8' makes some");
            return Given.unusable(reference.at());
        }
    }

    /** Returns a secret that is kept elsewhere; nothing inside where nobody has looked it up. */
    Given<Optional<Secret>> secret(YamlSecret reference) {
        SecretStore.Answer answer = secrets.find(reference);
        if (answer instanceof SecretStore.Answer.Found found) {
            found.warning()
                    .ifPresent(advice ->
                            problems.add(TopologyRule.SECRET_EXPOSED, reference.at(), advice.message(), advice.hint()));
            return Given.of(Optional.of(found.secret()), reference.at());
        }
        if (answer instanceof SecretStore.Answer.Missing missing) {
            problems.add(
                    TopologyRule.SECRET_MISSING,
                    reference.at(),
                    missing.advice().message(),
                    missing.advice().hint());
            return Given.unusable(reference.at());
        }
        return Given.of(Optional.empty(), reference.at());
    }

    /** Returns which of the cookies that a key can give is meant. */
    Given<Integer> cookieGeneration(YamlValue value) {
        return number(Key.COOKIE_GENERATION, value, 1, MOST_GENERATIONS, "(another number: other cookies)");
    }

    /** Returns the key that cookies are derived from; nothing inside where nobody has looked it up. */
    Given<Optional<Secret>> cookieKey(YamlValue value) {
        if (value.isRefused()) {
            return Given.unusable(value.at());
        }
        if (value.secret().isEmpty()) {
            return badCookieKey(value.at(), "the key of derived cookies must not stand in the topology itself");
        }
        Given<Optional<Secret>> key = secret(value.secret().get());
        boolean isShort = key.value()
                .flatMap(found -> found)
                .filter(found -> DerivedCookies.octets(found).length < DerivedCookies.LEAST_KEY_OCTETS)
                .isPresent();
        return isShort
                ? badCookieKey(
                        value.at(),
                        "the key of derived cookies has fewer than " + DerivedCookies.LEAST_KEY_OCTETS + " octets")
                : key;
    }

    private Given<Optional<Secret>> badCookieKey(Position at, String message) {
        problems.add(
                TopologyRule.COOKIE_KEY,
                at,
                message,
                "keep one that 'openssl rand -hex 32' has made, and name it: !env NAME, !file PATH, or !vault |");
        return Given.unusable(at);
    }

    /** Returns the cookie setting of defaults, a profile or a pair: what both ends can share. */
    Given<AssignedCookie> sharedCookie(YamlValue value) {
        Optional<YamlScalar> scalar = value.scalar().filter(given -> !given.isNull());
        if (value.secret().isPresent()
                || (scalar.isPresent()
                        && !SHARED_COOKIES.containsKey(scalar.get().text()))) {
            problems.add(
                    TopologyRule.COOKIE_FORM,
                    value.at(),
                    "a cookie belongs to one end: each demands its own",
                    "write 'auto', 'derived' or 'none' for both; or each end's in 'a' and in 'b', or for a pseudowire as a list of two");
            return Given.unusable(value.at());
        }
        return cookie(value);
    }

    Given<List<String>> tags(YamlValue value) {
        List<String> tags = new ArrayList<>();
        boolean usable = true;
        for (YamlValue item : value.list().map(YamlList::items).orElse(List.of(value))) {
            Given<String> tag = scalar(Key.TAGS, item, scalar -> name("tag", scalar));
            usable &= tag.value().isPresent();
            tag.value().ifPresent(tags::add);
        }
        return usable ? Given.of(List.copyOf(tags), value.at()) : Given.unusable(value.at());
    }

    /** Returns the name of a tunnel or a profile that a value refers to. */
    Given<String> reference(Key key, YamlValue value) {
        return scalar(key, value, scalar -> Given.of(scalar.text(), scalar.at()));
    }

    /** Returns the name of something, where it can be one. */
    Given<String> name(String what, YamlScalar scalar) {
        if (NAME.matcher(scalar.text()).matches()) {
            return Given.of(scalar.text(), scalar.at());
        }
        problems.add(
                TopologyRule.BAD_NAME,
                scalar.at(),
                Problems.quote(scalar.text()) + " cannot be the name of a " + what,
                "use 1 to 63 of letters, digits, _ . and -, the first a letter, digit or _");
        return Given.unusable(scalar.at());
    }

    private <T> Given<T> parsed(Rule rule, Key key, YamlScalar scalar, Function<String, T> parser, String hint) {
        try {
            return Given.of(parser.apply(scalar.text()), scalar.at());
        } catch (IllegalArgumentException e) {
            problems.add(rule, scalar.at(), key.text() + " cannot be " + Problems.quote(scalar.text()), hint);
            return Given.unusable(scalar.at());
        }
    }

    private <T> Given<T> bad(Key key, YamlScalar scalar, String hint) {
        problems.add(
                TopologyRule.BAD_VALUE, scalar.at(), key.text() + " cannot be " + Problems.quote(scalar.text()), hint);
        return Given.unusable(scalar.at());
    }

    private <T> Given<T> scalar(Key key, YamlValue value, Function<YamlScalar, Given<T>> taken) {
        if (value.isRefused()) {
            return Given.unusable(value.at());
        }
        if (value.secret().isPresent()) {
            problems.add(
                    TopologyRule.SECRET_MISPLACED,
                    value.at(),
                    "'" + key.text() + "' is no secret, so '"
                            + value.secret().get().store() + "' cannot stand here",
                    "write the value out; only a cookie can be kept elsewhere");
            return Given.unusable(value.at());
        }
        Optional<YamlScalar> scalar = value.scalar();
        if (scalar.isEmpty() || value.isNull()) {
            problems.add(
                    TopologyRule.WRONG_KIND,
                    value.at(),
                    "'" + key.text() + "' must be a single value, not " + value.kind(),
                    value.isNull() ? "write a value, or leave the key out" : "write '" + key.text() + ": VALUE'");
            return Given.unusable(value.at());
        }
        return taken.apply(scalar.get());
    }
}

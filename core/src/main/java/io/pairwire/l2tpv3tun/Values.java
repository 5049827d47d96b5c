package io.pairwire.l2tpv3tun;

import io.pairwire.model.Cookie;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.PseudowireRule;
import io.pairwire.model.UdpPort;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Takes the values of a command's words for what their keywords say they are. */
final class Values {
    private static final Pattern ZERO = Pattern.compile("0+|0[xX]0+");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final int MOST_REORDER_MILLIS = 3_600_000;

    private final Words words;

    Values(Words words) {
        this.words = words;
    }

    /** Returns an ID that the command needs. */
    <T> T id(Keyword keyword, Function<String, T> parser) throws UtilityException {
        String text = words.need(keyword);
        if (ZERO.matcher(text).matches()) {
            throw UtilityException.invalid(
                    PseudowireRule.ID_ZERO,
                    "'" + keyword + "' must not be 0: it marks control messages",
                    "use 1 to 4294967295");
        }
        return parsed(keyword, text, parser, "write 1 to 4294967295 without a leading zero, or 0x in hexadecimal");
    }

    /** Returns an outer address that the command needs. Loopback is one here: both ends may be on this host. */
    IpAddress outerAddress(Keyword keyword) throws UtilityException {
        String text = words.need(keyword);
        int scope = text.indexOf('%');
        IpAddress address = parsed(
                keyword,
                scope < 0 ? text : text.substring(0, scope),
                IpAddress::parse,
                "write an IPv4 or IPv6 address, without prefix length; names are not looked up");
        Optional<String> fault =
                scope < 0 ? address.outerFault() : Optional.of("one with a scope, for which L2TP has no place");
        if (fault.isPresent()) {
            throw UtilityException.invalid(
                    PseudowireRule.OUTER_ADDRESS,
                    "'" + keyword + "' cannot be " + address + ": it is " + fault.get(),
                    "use an address of the host that the far end can send to");
        }
        return address;
    }

    /** Returns a port that is there. */
    UdpPort port(Keyword keyword) throws UtilityException {
        return parsed(keyword, words.need(keyword), UdpPort::parse, "write 1 to 65535");
    }

    /** Returns what one of a few words means. */
    <T> Optional<T> word(Keyword keyword, Map<String, T> meanings) throws UtilityException {
        Optional<String> text = words.find(keyword);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        T meaning = meanings.get(text.get());
        if (meaning == null) {
            throw bad(keyword, text.get(), "write one of " + String.join(", ", new TreeSet<>(meanings.keySet())));
        }
        return Optional.of(meaning);
    }

    /** Returns a cookie; what is wrong with it is said, never what it is. */
    Optional<Cookie> cookie(Keyword keyword) throws UtilityException {
        Optional<String> text = words.find(keyword);
        try {
            return text.map(Cookie::parse);
        } catch (IllegalArgumentException e) {
            throw UtilityException.invalid(
                    PseudowireRule.COOKIE_FORM,
                    "'" + keyword + "': " + e.getMessage(),
                    "write 8 or 16 of 0-9 and a-f, without 0x, colons and blanks");
        }
    }

    Optional<InterfaceName> interfaceName(Keyword keyword) throws UtilityException {
        Optional<String> text = words.find(keyword);
        try {
            return text.map(InterfaceName::new);
        } catch (IllegalArgumentException e) {
            throw UtilityException.invalid(
                    PseudowireRule.INTERFACE_NAME,
                    "'" + keyword + "' cannot be " + Words.shown(text.orElse("")),
                    "use 1 to 15 octets, without '/', ':', '%' and blanks");
        }
    }

    /** Returns milliseconds; 0 where none are given. */
    int reorderTimeout(Keyword keyword) throws UtilityException {
        String text = words.find(keyword).orElse("0");
        if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) > MOST_REORDER_MILLIS) {
            throw bad(keyword, text, "write 0 to " + MOST_REORDER_MILLIS + " milliseconds");
        }
        return Integer.parseInt(text);
    }

    /** Makes sure that an offset is a number, though nobody wants it any more. */
    void offset(Keyword keyword) throws UtilityException {
        String text = words.need(keyword);
        if (!NUMBER.matcher(text).matches()) {
            throw bad(keyword, text, "leave it out: the kernel has dropped it");
        }
    }

    private static <T> T parsed(Keyword keyword, String text, Function<String, T> parser, String hint)
            throws UtilityException {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            // Its message quotes the text, which may be a cookie that lost its way.
            throw bad(keyword, text, hint);
        }
    }

    private static UtilityException bad(Keyword keyword, String text, String hint) {
        return UtilityException.invalid(
                PseudowireRule.BAD_VALUE, "'" + keyword + "' cannot be " + Words.shown(text), hint);
    }
}

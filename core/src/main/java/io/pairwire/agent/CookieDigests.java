package io.pairwire.agent;

import io.pairwire.model.Cookie;
import io.pairwire.model.PseudowireName;
import io.pairwire.plan.EndCookies;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Lets the two ends of a pseudowire be compared by their made cookies without telling anybody what these are. */
final class CookieDigests {
    private CookieDigests() {}

    /** Returns for each pseudowire what is equal at its two ends if and only if they have the same cookies. */
    static Map<PseudowireName, String> of(Map<PseudowireName, EndCookies> cookies) {
        Map<PseudowireName, String> digests = new HashMap<>();
        if (!cookies.isEmpty()) {
            MessageDigest sha256 = sha256();
            cookies.forEach((pseudowire, made) -> digests.put(pseudowire, digest(sha256, pseudowire, made)));
        }
        return digests;
    }

    private static String digest(MessageDigest sha256, PseudowireName pseudowire, EndCookies made) {
        String text = "pairwire " + pseudowire + " " + text(made.a()) + " " + text(made.b());
        return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String text(Optional<Cookie> cookie) {
        return cookie.map(Cookie::reveal).orElse("none");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

package io.pairwire.ssh;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The first field of a {@code known_hosts} line: the hosts it is about. */
record HostPatterns(List<String> patterns) {
    private static final String HASHED = "|1|";

    HostPatterns {
        patterns = List.copyOf(patterns);
    }

    static HostPatterns parse(String field) {
        return new HostPatterns(
                field.startsWith(HASHED)
                        ? List.of(field)
                        : List.of(field.toLowerCase(Locale.ROOT).split(",", -1)));
    }

    /** Whether a lower-case name is meant: by at least one pattern, and excluded by none. */
    boolean match(String name) {
        boolean found = false;
        for (String pattern : patterns) {
            if (pattern.startsWith(HASHED)) {
                found |= hashMatches(pattern, name);
            } else if (pattern.startsWith("!")) {
                if (glob(pattern, 1, name, 0)) {
                    return false;
                }
            } else {
                found |= glob(pattern, 0, name, 0);
            }
        }
        return found;
    }

    private static boolean hashMatches(String pattern, String name) {
        String[] parts = pattern.substring(HASHED.length()).split("\\|", -1);
        if (parts.length != 2) {
            return false;
        }
        try {
            // HMAC-SHA1 is the file format's, to hide names from readers of the file; no trust hangs on it.
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[0]), "HmacSHA1"));
            byte[] digest = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(digest, Base64.getDecoder().decode(parts[1]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether a name is what a pattern with {@code *} and {@code ?} means. */
    static boolean glob(String pattern, String name) {
        return glob(pattern, 0, name, 0);
    }

    /** Matches {@code *} and {@code ?}; brackets stand for themselves. Never backtracks further than the last star. */
    private static boolean glob(String pattern, int patternStart, String name, int nameStart) {
        int p = patternStart;
        int n = nameStart;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}

package io.pairwire.topology;

import io.pairwire.model.AssignedCookie;
import io.pairwire.model.Cookie;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Side;
import io.pairwire.model.TopologyName;
import io.pairwire.secret.KeyDerivation;
import io.pairwire.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Makes cookies of a topology's key: HKDF with SHA-256, the salt {@code pairwire cookie}, and as info {@code
 * TOPOLOGY/PSEUDOWIRE/END/GENERATION/OCTETS}. No name has a {@code /} in it, so no two have the same.
 */
final class DerivedCookies {
    /** As many as a key must have at least. */
    static final int LEAST_KEY_OCTETS = 16;

    private static final byte[] SALT = "pairwire cookie".getBytes(StandardCharsets.US_ASCII);

    private final TopologyName topology;
    private final Optional<KeyDerivation> key;

    /**
     * Cookies of a topology.
     *
     * @param key absent where nobody has looked it up: then cookies are not known either
     */
    DerivedCookies(TopologyName topology, Optional<Secret> key) {
        this.topology = topology;
        this.key = key.map(secret -> KeyDerivation.of(SALT, octets(secret)));
    }

    static byte[] octets(Secret secret) {
        return secret.reveal().getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the cookie of an end where it is one that is to be derived, and else the same. */
    AssignedCookie of(PseudowireName pseudowire, Side side, int generation, AssignedCookie asked) {
        if (asked.source() != AssignedCookie.Source.DERIVED || key.isEmpty()) {
            return asked;
        }
        String info = topology + "/" + pseudowire + "/" + side + "/" + generation + "/" + asked.octets();
        byte[] derived = key.get().derive(info.getBytes(StandardCharsets.US_ASCII), asked.octets());
        return AssignedCookie.derived(Cookie.parse(HexFormat.of().formatHex(derived)));
    }
}

package io.pairwire.lab;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * One way to set up a pseudowire, of all that the kernel allows.
 *
 * @param shared whether other pseudowires share its tunnel
 * @param checksums over UDP: 0 as {@code ip l2tp} has them, 1 the other way, 2 the other way for what end a sends alone
 * @param netns which ends live in a named network namespace: 1 for a, 2 for b, 3 for both
 * @param cookieOfA in octets, as end a assigns it
 * @param bridged which ends are ports of a bridge, as for {@code netns}
 * @param macs which ends have a MAC address of the topology's, as for {@code netns}
 * @param addresses of an end that is no port: 0 none, 1 one that faces the other end's, 2 one of each family
 */
record Combination(
        boolean udp,
        boolean ipv6,
        int checksums,
        int netns,
        boolean shared,
        int cookieOfA,
        int cookieOfB,
        boolean sublayer,
        String seq,
        boolean lnsMode,
        int reorderTimeout,
        int bridged,
        int macs,
        int addresses) {
    private static final int[] COOKIES = {0, 4, 8};
    private static final String[] SEQUENCES = {"none", "send", "both"};

    /** Returns any combination that no rule refuses. */
    static Combination any(Random random) {
        boolean udp = random.nextBoolean();
        boolean sublayer = random.nextInt(3) > 0;
        return new Combination(
                udp,
                random.nextBoolean(),
                udp ? random.nextInt(3) : 0,
                random.nextInt(4),
                random.nextBoolean(),
                COOKIES[random.nextInt(3)],
                COOKIES[random.nextInt(3)],
                sublayer,
                sublayer ? SEQUENCES[random.nextInt(3)] : "none",
                random.nextBoolean(),
                random.nextBoolean() ? 100 : 0,
                random.nextInt(4),
                random.nextInt(4),
                random.nextInt(3));
    }

    /** Returns another combination for a pseudowire in the same tunnel. */
    Combination besides(Random random) {
        Combination other = any(random);
        return new Combination(
                udp,
                ipv6,
                checksums,
                netns,
                shared,
                other.cookieOfA,
                other.cookieOfB,
                other.sublayer,
                other.seq,
                other.lnsMode,
                other.reorderTimeout,
                other.bridged,
                other.macs,
                other.addresses);
    }

    /** Returns the value of every dimension by its name. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("udp", udp);
        values.put("ipv6", ipv6);
        values.put("checksums", checksums);
        values.put("netns", netns);
        values.put("shared", shared);
        values.put("cookieOfA", cookieOfA);
        values.put("cookieOfB", cookieOfB);
        values.put("sublayer", sublayer);
        values.put("seq", seq);
        values.put("lnsMode", lnsMode);
        values.put("reorderTimeout", reorderTimeout);
        values.put("bridged", bridged);
        values.put("macs", macs);
        values.put("addresses", addresses);
        return values;
    }
}

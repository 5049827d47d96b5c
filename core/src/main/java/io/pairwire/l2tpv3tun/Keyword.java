package io.pairwire.l2tpv3tun;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A word of the grammar that a value follows, or that says all by itself. */
enum Keyword {
    REMOTE("remote"),
    LOCAL("local"),
    TUNNEL_ID("tunnel_id", "tid"),
    PEER_TUNNEL_ID("peer_tunnel_id", "ptid"),
    SESSION_ID("session_id", "sid"),
    PEER_SESSION_ID("peer_session_id", "psid"),
    ENCAP("encap"),
    UDP_SPORT("udp_sport"),
    UDP_DPORT("udp_dport"),
    UDP_CSUM("udp_csum"),
    UDP6_CSUM_TX("udp6_csum_tx"),
    UDP6_CSUM_RX("udp6_csum_rx"),
    NAME("name"),
    COOKIE("cookie"),
    PEER_COOKIE("peer_cookie"),
    OFFSET("offset"),
    PEER_OFFSET("peer_offset"),
    SEQ("seq"),
    L2SPEC_TYPE("l2spec_type"),
    LNS_MODE("lns_mode"),
    REORDER_TIMEOUT("reorder_timeout"),
    STATS("stats");

    private static final Map<String, Keyword> BY_WORD = byWord();

    private final String text;
    private final String shortForm;

    Keyword(String text) {
        this(text, "");
    }

    Keyword(String text, String shortForm) {
        this.text = text;
        this.shortForm = shortForm;
    }

    /** Returns the keyword that a word is, in its long or its short form. */
    static Optional<Keyword> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /** Returns whether a value follows. */
    boolean takesValue() {
        return this != STATS;
    }

    /** Returns the word in its long form. */
    @Override
    public String toString() {
        return text;
    }

    private static Map<String, Keyword> byWord() {
        Map<String, Keyword> keywords = new HashMap<>();
        for (Keyword keyword : values()) {
            keywords.put(keyword.text, keyword);
            if (!keyword.shortForm.isEmpty()) {
                keywords.put(keyword.shortForm, keyword);
            }
        }
        return keywords;
    }
}

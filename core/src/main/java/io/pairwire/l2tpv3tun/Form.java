package io.pairwire.l2tpv3tun;

import java.util.List;
import java.util.Optional;

/** A command's shape: the words it starts with, those that may follow in any order, and how its manual shows them. */
enum Form {
    ADD_TUNNEL("add tunnel", """
            remote ADDR local ADDR
            tunnel_id ID peer_tunnel_id ID
            [encap {ip|udp}] [udp_sport PORT] [udp_dport PORT]
            [udp_csum {on|off}] [udp6_csum_tx {on|off}] [udp6_csum_rx {on|off}]
            """),
    ADD_SESSION("add session", """
            tunnel_id ID session_id ID peer_session_id ID
            [cookie HEXSTR] [peer_cookie HEXSTR]
            [offset OFFSET] [peer_offset OFFSET]
            [name NAME] [seq {none|send|recv|both}] [l2spec_type {none|default}]
            [lns_mode {on|off}] [reorder_timeout MILLISECONDS]
            """),
    DEL_TUNNEL("del tunnel", "tunnel_id ID"),
    DEL_SESSION("del session", "tunnel_id ID session_id ID"),
    SHOW_TUNNEL("show tunnel", "[tunnel_id ID] [stats]"),
    SHOW_SESSION("show session", "[tunnel_id ID] [session_id ID] [stats]"),
    MONITOR("monitor", ""),
    HELP("help", "");

    private final String start;
    private final String rest;

    Form(String start, String rest) {
        this.start = start;
        this.rest = rest;
    }

    /** Returns the form that a line of words starts with; {@code delete}, {@code list} and {@code lst} are as good as the words here. */
    static Optional<Form> of(List<String> words) {
        String verb = words.isEmpty() ? "" : verb(words.get(0));
        for (Form form : values()) {
            String start = form.words() == 1 || words.size() < 2 ? verb : verb + " " + words.get(1);
            if (form.start.equals(start)) {
                return Optional.of(form);
            }
        }
        return Optional.empty();
    }

    private static String verb(String word) {
        return switch (word) {
            case "delete" -> "del";
            case "list", "lst" -> "show";
            default -> word;
        };
    }

    /** Returns how many words it starts with. */
    int words() {
        return start.indexOf(' ') < 0 ? 1 : 2;
    }

    /** Returns whether a keyword may follow: whether the manual shows it. */
    boolean takes(Keyword keyword) {
        return List.of(rest.split("[^a-z0-9_]+", -1)).contains(keyword.toString());
    }

    /** Returns the shape as manuals show it, each line behind its indent. */
    String usage(String indent) {
        String first = indent + "l2tpv3tun " + start;
        return rest.lines().count() < 2
                ? first + (rest.isEmpty() ? "" : " " + rest) + "\n"
                : first + "\n" + rest.indent(indent.length() + 4);
    }

    /** Returns the words it starts with. */
    @Override
    public String toString() {
        return start;
    }
}

package io.pairwire.topology;

import io.pairwire.model.PseudowireRule;
import io.pairwire.yaml.Rule;
import io.pairwire.yaml.Severity;

/** What a topology file may do wrong. An identifier, once released, keeps its meaning. */
enum TopologyRule implements Rule {
    TOPOLOGY_NAME(
            "PW001",
            "`topology`, the name of the whole, is missing or not 1 to 24 of a-z, 0-9 and `-`.",
            "Start the file with `topology: NAME`; hosts remember by it what is yours."),
    UNKNOWN_KEY("PW002", "A key that does not exist.", "See the hint for the key you meant."),
    MISPLACED_KEY("PW003", "A key that exists, but not at this level.", "Move it to where the hint says."),
    WRONG_KIND(
            "PW004",
            "A list, a mapping or a single value where something else is wanted.",
            "Write it as the hint shows."),
    BAD_VALUE(PseudowireRule.BAD_VALUE, "Write one of those that the hint lists."),
    MISSING("PW007", "Something without which nothing can be set up, such as a host, is not given.", "Write it."),
    COOKIE_FORM(PseudowireRule.COOKIE_FORM, "Write 8 or 16 hexadecimal digits."),
    BAD_NAME(
            "PW011",
            "A name of a pseudowire, tunnel, profile, host, network namespace or tag with characters it cannot have.",
            "Use letters, digits, `_`, `.` and `-`."),
    TUNNEL_ID_TWICE(PseudowireRule.TUNNEL_ID_TWICE, "Give one of the tunnels another ID."),
    SESSION_ID_TWICE(
            PseudowireRule.SESSION_ID_TWICE,
            "Give one of the sessions another ID: some kernels look sessions up without their tunnel."),
    UDP_PORT_TWICE(
            "PW014",
            "Two tunnels on one local address and UDP port.",
            "Give each tunnel a port of its own, or put the pseudowires into one tunnel."),
    INTERFACE_TWICE(PseudowireRule.INTERFACE_TWICE, "Give one of the interfaces another name."),
    INTERFACE_NAME(PseudowireRule.INTERFACE_NAME, "Use 1 to 15 octets without `/`, `:`, `%` and blanks."),
    ID_ZERO(PseudowireRule.ID_ZERO, "Use 1 to 4294967295."),
    NAME_TWICE(
            "PW018",
            "A pseudowire with a tunnel of its own has the name of another tunnel.",
            "Rename one of them, or say `tunnel: NAME` to share it."),
    UNKNOWN_HOST(
            "PW020", "A host that is not in the inventory.", "Correct the name, or add the host to the inventory."),
    UNKNOWN_TUNNEL("PW021", "A tunnel that is not under `tunnels`.", "Correct the name, or add the tunnel."),
    UNKNOWN_PROFILE("PW022", "A profile that is not under `profiles`.", "Correct the name, or add the profile."),
    SAME_HOST("PW023", "The same host at both ends.", "A pseudowire joins two hosts: name the other one."),
    HOST_DISAGREES(
            "PW024",
            "An end names another host than the end of the tunnel it shares.",
            "Leave `host` out, or swap `a` and `b`."),
    FAMILIES(PseudowireRule.FAMILIES, "Use one address family for both."),
    SAME_ADDRESS("PW026", "The same outer address at both ends of a tunnel.", "Give each end its own host's address."),
    OUTER_ADDRESS(
            PseudowireRule.OUTER_ADDRESS,
            "Use an address that the far end can send to; L2TP has no place for a scope."),
    NO_LOCAL(
            "PW028",
            "An end has no `local`, and the inventory does not tell either.",
            "Write `local: ADDRESS`, or set `pairwire_local` in the inventory."),
    SEQ_SUBLAYER(PseudowireRule.SEQ_SUBLAYER, "Use `l2spec: default`, or `seq: none`."),
    SEQ_NOBODY_SENDS(
            "PW031",
            "`seq: recv`: both ends drop what has no sequence number, and neither sends one.",
            "Use `seq: both`, or `seq: none`."),
    REORDER_WITHOUT_SEQ(PseudowireRule.REORDER_WITHOUT_SEQ, "Add `seq: both`, or leave it out.", Severity.WARNING),
    INNER_TWICE(
            "PW033",
            "An inner address twice in one network namespace of a host.",
            "Give each interface an address of its own."),
    INNER_SAME("PW034", "The same inner address at both ends of a pseudowire.", "Give each end an address of its own."),
    ROUTES_THROUGH_ITSELF(
            "PW035",
            "The far end's outer address lies in an inner prefix: the tunnel would route through itself.",
            "Choose an inner prefix apart from the outer addresses."),
    MTU_TOO_LARGE(
            "PW036",
            "An MTU whose packets do not fit the underlay whole.",
            "Use `mtu: auto`, or raise `underlay_mtu` where the path has more."),
    MTU_TOO_SMALL(
            "PW037",
            "An MTU below what IPv4 (68) or, with IPv6 addresses, IPv6 (1280) needs.",
            "Raise `mtu` or `underlay_mtu`."),
    INNER_APART(
            "PW038",
            "The two ends' inner addresses are in no common prefix.",
            "Give both ends addresses of one prefix.",
            Severity.WARNING),
    UNUSED_PROFILE("PW039", "A profile that nothing uses.", "Use it, or remove it.", Severity.WARNING),
    UNUSED_TUNNEL(
            "PW040",
            "A tunnel without pseudowires, which is not set up.",
            "Put a pseudowire into it, or remove it.",
            Severity.WARNING),
    UDP_PORT_RESERVED(
            "PW041",
            "A UDP port below 1024 or L2TP's own 1701, which another program may own.",
            "Use 1024 or more, and not 1701.",
            Severity.WARNING),
    UDP_ONLY(PseudowireRule.UDP_ONLY, "Use `encap: udp`, or leave it out."),
    OTHER_FAMILY(
            PseudowireRule.OTHER_FAMILY,
            "`udp_checksum` is for IPv4; the two `udp6_` ones are for IPv6.",
            Severity.WARNING),
    NO_PSEUDOWIRES("PW044", "The file has no pseudowires.", "Add one under `pseudowires`.", Severity.WARNING),
    CUT_OFF(
            "PW045",
            "A file that says nothing under `pseudowires`, as one does that was cut off.",
            "Add some, or write `pseudowires: {}` where there are to be none."),
    CHECKSUM_DEMANDED(
            "PW050",
            "An end demands UDP checksums over IPv6 that the other end does not send: it would drop every packet.",
            "Leave `udp6_checksum_rx` out, which then follows what the other end sends."),
    BRIDGED_ADDRESS(
            "PW051",
            "An inner address on an interface that is the port of a bridge.",
            "Give the address to the bridge itself, on the host, or leave `bridge` out."),
    BRIDGE_LOOP(
            "PW052",
            "Bridges and pseudowires that form a loop, in which frames would go round for ever.",
            "Take one of the pseudowires that are named off its bridge."),
    MAC_NOT_UNICAST(
            "PW053",
            "A MAC address that no interface can have: zero, or an address of many.",
            "Use one whose second digit is even, such as 02:00:5e:00:53:01."),
    MAC_SAME("PW054", "The same MAC address at both ends of a pseudowire.", "Give each end an address of its own."),
    MOVED_FROM_EXISTS(
            "PW060",
            "A `moved` entry whose `from` is still there.",
            "Remove the entry, or give another name to what has this one."),
    MOVED_TO_UNKNOWN(
            "PW061",
            "A `moved` entry whose `to` is neither a pseudowire nor a tunnel.",
            "Correct the name, or remove the entry."),
    MOVED_CONTRADICTS(
            "PW062",
            "`moved` entries that contradict one another: a name twice, or a circle.",
            "Keep those that lead from the earlier names to the present one."),
    SECRET_MISPLACED("PW070", "`!vault`, `!env` or `!file` at a key that is no secret.", "Write the value out."),
    SECRET_MISSING(
            "PW071",
            "A secret that cannot be had: its variable is not set, its file cannot be read, or no password opens it.",
            "See the hint; `validate`, `lock`, `show` and `destroy` do without secrets."),
    SECRET_EXPOSED(
            "PW072",
            "A file with a secret that others than its owner can read or write.",
            "`chmod 600` it.",
            Severity.WARNING),
    NO_COOKIE_KEY(
            "PW073",
            "A derived cookie in a file without a `cookie_key`.",
            "Name one at the top of the file: `cookie_key: !env NAME`, `!file PATH` or `!vault |`."),
    COOKIE_KEY(
            "PW074",
            "A `cookie_key` that stands in the file itself, or has fewer than 16 octets.",
            "Keep 16 octets or more elsewhere; `openssl rand -hex 32` makes some."),
    GENERATION_OF_NOTHING(
            "PW075",
            "A `cookie_generation` of a pseudowire that derives no cookie has no effect.",
            "Add `cookie: derived`, or leave it out.",
            Severity.WARNING);

    private final String id;
    private final String meaning;
    private final String mend;
    private final Severity severity;

    TopologyRule(PseudowireRule common, String mend) {
        this(common.id(), common.meaning(), mend);
    }

    TopologyRule(PseudowireRule common, String mend, Severity severity) {
        this(common.id(), common.meaning(), mend, severity);
    }

    TopologyRule(String id, String meaning, String mend) {
        this(id, meaning, mend, Severity.ERROR);
    }

    TopologyRule(String id, String meaning, String mend, Severity severity) {
        this.id = id;
        this.meaning = meaning;
        this.mend = mend;
        this.severity = severity;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public String meaning() {
        return meaning;
    }

    @Override
    public String mend() {
        return mend;
    }
}

package io.pairwire.l2tpv3tun;

/** What {@code l2tpv3tun help} prints. */
final class Manual {
    private static final String OPTIONS = """
            Where: ADDR   := IPv4 or IPv6 address
                   ID     := 1 to 4294967295, decimal or 0x hexadecimal
                   PORT   := 1 to 65535
                   HEXSTR := 8 or 16 hexadecimal digits (4 or 8 octets)
                   tid, ptid, sid and psid are short for tunnel_id, peer_tunnel_id, session_id and peer_session_id.

            Options, before the command:
              -j, --json         show and monitor print JSON, with the fields of 'ip -j l2tp'
              -b, --batch FILE   carry out the commands in a file, one a line; - is standard input
              --force            in a batch, go on after a command that failed

            Exit status: 0 done, 3 invalid value, 4 no L2TP here or not permitted, 5 usage, 8 refused and nothing changed,
                         9 deletion not finished, 1 internal error.
            """;

    private Manual() {}

    static String text() {
        StringBuilder text = new StringBuilder("Usage:\n");
        for (Form form : Form.values()) {
            text.append(form.usage("  "));
        }
        return text.append('\n').append(OPTIONS).toString();
    }
}

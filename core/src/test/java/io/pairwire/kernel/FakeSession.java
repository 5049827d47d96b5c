package io.pairwire.kernel;

/**
 * A session of the fake kernel, of any maker.
 *
 * @param l2spec 0 none, 1 default: kept, but never told over netlink, as in the real one
 * @param cookie what is sent, as hexadecimal digits
 * @param peerCookie what is demanded, as hexadecimal digits
 */
public record FakeSession(
        int tunnelId,
        int id,
        int peerId,
        int pseudowireType,
        String interfaceName,
        int l2spec,
        String cookie,
        String peerCookie,
        boolean sequenceSent,
        boolean sequenceRequired,
        boolean lnsMode,
        long reorderTimeoutMillis) {
    static final int ETHERNET = 5;

    /** An Ethernet session without cookies, with the default sublayer. */
    public static FakeSession ethernet(int tunnelId, int id, int peerId, String interfaceName) {
        return new FakeSession(tunnelId, id, peerId, ETHERNET, interfaceName, 1, "", "", false, false, false, 0);
    }

    /** Returns this with other cookies. */
    public FakeSession withCookies(String sent, String demanded) {
        return new FakeSession(
                tunnelId,
                id,
                peerId,
                pseudowireType,
                interfaceName,
                l2spec,
                sent,
                demanded,
                sequenceSent,
                sequenceRequired,
                lnsMode,
                reorderTimeoutMillis);
    }
}

package io.pairwire.l2tp;

import io.pairwire.netlink.Attributes;
import io.pairwire.netlink.NetlinkException;

/** Reads the nested counters, which lack the flag of nested attributes and are fewer on older kernels. */
final class StatisticsDecoder {
    private StatisticsDecoder() {}

    static Statistics decode(Attributes counters) throws NetlinkException {
        long[] value = new long[Attribute.L2TP_ATTR_RX_INVALID + 1];
        while (counters.next()) {
            int type = counters.type();
            // Others are padding (L2TP_ATTR_STATS_PAD, without a value) or not known to us yet.
            if (type < value.length && counters.octets() == Long.BYTES) {
                value[type] = counters.s64();
            }
        }
        return new Statistics(
                value[Attribute.L2TP_ATTR_TX_PACKETS],
                value[Attribute.L2TP_ATTR_TX_BYTES],
                value[Attribute.L2TP_ATTR_TX_ERRORS],
                value[Attribute.L2TP_ATTR_RX_PACKETS],
                value[Attribute.L2TP_ATTR_RX_BYTES],
                value[Attribute.L2TP_ATTR_RX_ERRORS],
                value[Attribute.L2TP_ATTR_RX_SEQ_DISCARDS],
                value[Attribute.L2TP_ATTR_RX_OOS_PACKETS],
                value[Attribute.L2TP_ATTR_RX_COOKIE_DISCARDS],
                value[Attribute.L2TP_ATTR_RX_INVALID]);
    }
}

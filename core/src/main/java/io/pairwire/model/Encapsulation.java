package io.pairwire.model;

import java.util.Optional;

/** What carries a tunnel's packets between the hosts: UDP, or IP protocol 115 (RFC 3931 sections 4.1.1 and 4.1.2). */
public sealed interface Encapsulation {
    /** IP protocol 115: a session header of 4 octets right after the IP header (RFC 3931 section 4.1.1.1). */
    record Ip() implements Encapsulation {
        @Override
        public Type type() {
            return Type.IP;
        }

        @Override
        public Optional<Udp> udp() {
            return Optional.empty();
        }
    }

    /**
     * UDP: its header of 8 octets, then a session header of 8 (RFC 3931 section 4.1.2.1).
     *
     * @param source the port this end is bound to
     * @param destination the port the far end is bound to
     * @param checksums which UDP checksums are made and demanded
     */
    record Udp(UdpPort source, UdpPort destination, UdpChecksums checksums) implements Encapsulation {
        @Override
        public Type type() {
            return Type.UDP;
        }

        @Override
        public Optional<Udp> udp() {
            return Optional.of(this);
        }
    }

    /** The two of them, without their parameters. */
    enum Type {
        UDP(8 + 8),
        IP(4);

        private final int headerOctets;

        Type(int headerOctets) {
            this.headerOctets = headerOctets;
        }

        /** Returns how many octets stand between the IP header and the cookie. */
        public int headerOctets() {
            return headerOctets;
        }

        /** Returns {@code udp} or {@code ip}. */
        @Override
        public String toString() {
            return this == UDP ? "udp" : "ip";
        }
    }

    /** Returns which of the two this is. */
    Type type();

    /** Returns this where it is UDP. */
    Optional<Udp> udp();
}

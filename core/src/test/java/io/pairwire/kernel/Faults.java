package io.pairwire.kernel;

import io.pairwire.model.IpAddress;
import io.pairwire.netlink.Errno;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a fake kernel does otherwise than asked. Each switch may be thrown at any time. */
public final class Faults {
    private final Map<Integer, Errno> writeErrors = new HashMap<>();
    private final Set<Integer> lostWrites = new HashSet<>();
    private int writes;
    int lostAnswers;
    int lostEvents;
    int interruptedDumps;
    int lingeringLooks;
    int datagramOctets = 8192;
    boolean familyAbsent;
    boolean notPermitted;
    boolean sessionsDuplicate;
    boolean strangers;
    boolean silent;
    final Set<IpAddress> missingAddresses = new HashSet<>();
    final Set<IpAddress> unroutableAddresses = new HashSet<>();

    /** The nth order from now on (1 is the next) is refused. */
    public Faults failWrite(int nth, Errno errno) {
        writeErrors.put(writes + nth, errno);
        return this;
    }

    /** The nth order from now on is carried out, but its answer finds no room and is lost. */
    public Faults loseAckOfWrite(int nth) {
        lostWrites.add(writes + nth);
        return this;
    }

    /** So many of the next answers to questions lose a part, for want of room. */
    public Faults loseAnswers(int count) {
        lostAnswers = count;
        return this;
    }

    /** So many of the next events find no room at a socket that listens for them. */
    public Faults loseEvents(int count) {
        lostEvents = count;
        return this;
    }

    /** So many of the next dumps say of themselves that they do not fit together. */
    public Faults interruptDumps(int count) {
        interruptedDumps = count;
        return this;
    }

    /** What is deleted is still there, and still told, for so many looks at tunnels. */
    public Faults deletesLinger(int looks) {
        lingeringLooks = looks;
        return this;
    }

    /** Dumps come in datagrams of about so many octets. */
    public Faults datagramOctets(int octets) {
        datagramOctets = octets;
        return this;
    }

    /** There is no L2TP. */
    public Faults familyAbsent(boolean absent) {
        familyAbsent = absent;
        return this;
    }

    /** The caller lacks {@code CAP_NET_ADMIN}. */
    public Faults notPermitted() {
        notPermitted = true;
        return this;
    }

    /** As Linux 6.12: a UDP tunnel takes a session ID many times and tells one; sessions are found whatever the tunnel ID. */
    public Faults sessionsDuplicate() {
        sessionsDuplicate = true;
        return this;
    }

    /** Every answer comes among others with another sequence number, and for another port. */
    public Faults strangers() {
        strangers = true;
        return this;
    }

    /** Nothing is answered any more. */
    public Faults silent() {
        silent = true;
        return this;
    }

    /** The host lacks this address. */
    public Faults addressMissing(IpAddress address) {
        missingAddresses.add(address);
        return this;
    }

    /** The host has the address after all. */
    public Faults addressPresent(IpAddress address) {
        missingAddresses.remove(address);
        return this;
    }

    /** The host has no route to this address. */
    public Faults noRouteTo(IpAddress address) {
        unroutableAddresses.add(address);
        return this;
    }

    Optional<Errno> errorOfThisWrite() {
        return Optional.ofNullable(writeErrors.remove(++writes));
    }

    boolean losesAckOfThisWrite() {
        return lostWrites.remove(writes);
    }
}

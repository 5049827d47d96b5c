package io.pairwire.link;

import io.pairwire.netlink.Errno;
import io.pairwire.netlink.Meaning;
import io.pairwire.netlink.Meanings;

/** What the kernel's errors mean to each message of rtnetlink that we send. */
enum LinkMeanings implements Meanings {
    SETLINK,
    NEWADDR,
    DELADDR;

    @Override
    public Meaning of(Errno errno) {
        if (errno == Errno.EPERM) {
            return Meaning.of("not permitted without CAP_NET_ADMIN", "Run as root.");
        }
        return switch (this) {
            case SETLINK ->
                switch (errno) {
                    case ENODEV -> Meaning.of("no such interface", "");
                    case EINVAL ->
                        Meaning.of("the kernel refuses a value", "The MTU may be out of the interface's range.");
                    case EBUSY ->
                        Meaning.of(
                                "the interface is in use",
                                "It may be a port of another bridge already; a MAC address changes only while it is down.");
                    case ELOOP -> Meaning.of("a bridge cannot be a port of itself", "");
                    default -> Meanings.PLAIN.of(errno);
                };
            case NEWADDR ->
                switch (errno) {
                    case EEXIST -> Meaning.of("the interface has this address already", "");
                    case ENODEV -> Meaning.of("no such interface", "");
                    case EACCES -> Meaning.of("IPv6 is switched off on the interface", "");
                    case ENOBUFS -> Meaning.of("the interface takes no address", "Its MTU may be too small for IP.");
                    default -> Meanings.PLAIN.of(errno);
                };
            case DELADDR ->
                switch (errno) {
                    case EADDRNOTAVAIL -> Meaning.of("the interface has no such address", "");
                    case ENODEV -> Meaning.of("no such interface", "");
                    default -> Meanings.PLAIN.of(errno);
                };
        };
    }
}

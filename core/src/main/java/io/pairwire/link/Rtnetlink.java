package io.pairwire.link;

/** The numbers of {@code linux/rtnetlink.h}, {@code linux/if_link.h} and {@code linux/if_addr.h}, by their names there. */
final class Rtnetlink {
    static final int RTM_NEWLINK = 16;
    static final int RTM_GETLINK = 18;
    static final int RTM_SETLINK = 19;
    static final int RTM_NEWADDR = 20;
    static final int RTM_DELADDR = 21;
    static final int RTM_GETADDR = 22;
    static final int RTM_NEWROUTE = 24;
    static final int RTM_GETROUTE = 26;

    static final int AF_UNSPEC = 0;
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int ARPHRD_ETHER = 1;

    /** The length of {@code struct ifinfomsg}. */
    static final int IFINFOMSG_OCTETS = 16;

    static final int IFI_TYPE = 2;
    static final int IFI_INDEX = 4;
    static final int IFI_FLAGS = 8;
    static final int IFF_UP = 1;

    static final int IFLA_ADDRESS = 1;
    static final int IFLA_IFNAME = 3;
    static final int IFLA_MTU = 4;
    static final int IFLA_MASTER = 10;
    static final int IFLA_LINKINFO = 18;
    static final int IFLA_IFALIAS = 20;
    static final int IFLA_EXT_MASK = 29;
    static final int IFLA_INFO_KIND = 1;
    static final int RTEXT_FILTER_SKIP_STATS = 8;

    /** The length of {@code struct ifaddrmsg}. */
    static final int IFADDRMSG_OCTETS = 8;

    static final int IFA_FAMILY = 0;
    static final int IFA_PREFIXLEN = 1;
    static final int IFA_HEADER_FLAGS = 2;
    static final int IFA_SCOPE = 3;
    static final int IFA_INDEX = 4;

    static final int IFA_ADDRESS = 1;
    static final int IFA_LOCAL = 2;
    /** All 32 of the flags, of which the header has 8. */
    static final int IFA_FLAGS = 8;

    static final int IFA_F_NODAD = 0x02;
    static final int IFA_F_DADFAILED = 0x08;
    static final int IFA_F_TENTATIVE = 0x40;

    static final int RT_SCOPE_UNIVERSE = 0;
    static final int RT_SCOPE_SITE = 200;
    static final int RT_SCOPE_LINK = 253;
    static final int RT_SCOPE_HOST = 254;

    /** The length of {@code struct rtmsg}. */
    static final int RTMSG_OCTETS = 12;

    static final int RTA_DST = 1;
    static final int RTA_OIF = 4;

    private Rtnetlink() {}
}

/*
 * rawdump: prints what the kernel carries, one line an object, from netlink and by code that shares nothing with the product's.
 *
 *   cc -O2 -o rawdump rawdump.c && ./rawdump [/run/netns/NAME...]
 *
 *   tunnel id=42 peer=45 version=3 encap=udp local=192.0.2.1 remote=192.0.2.2 sport=5000 dport=5001 csum=0 zero6tx=0 zero6rx=0
 *   session tunnel=42 id=128 peer=5196755 pwtype=5 ifname=l2tpeth0 cookie=- peer_cookie=- send_seq=0 recv_seq=0 lns=0 timeout=0 tx=0 rx=0
 *   link index=7 name=l2tpeth0 mtu=1446 up=1 alias=pairwire:metro/seed#1
 *   address index=7 family=4 local=10.5.1.2 peer=10.5.1.1 prefix=32 scope=0 flags=0x80
 *
 * Of network namespaces that it is given, each comes after a line such as "place file=/run/netns/NAME".
 *
 * It prints cookies: it is for tests.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/genetlink.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/l2tp.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char reply[1 << 18];
static const struct nlattr *at[256];

static void die(const char *what) { perror(what); exit(1); }

static void index_attributes(const char *from, const char *to) {
    memset(at, 0, sizeof at);
    while (from + sizeof(struct nlattr) <= to) {
        const struct nlattr *a = (const void *)from;
        if (a->nla_len < sizeof *a || from + a->nla_len > to) { fprintf(stderr, "bad attribute\n"); exit(1); }
        at[a->nla_type & 0xff] = a;
        from += NLA_ALIGN(a->nla_len);
    }
}

static const void *value(int type) { return at[type] ? (const char *)at[type] + NLA_HDRLEN : NULL; }
static int length(int type) { return at[type] ? at[type]->nla_len - NLA_HDRLEN : 0; }

static unsigned long long number(int type) {
    const void *v = value(type);
    switch (v ? length(type) : -1) {
    case 1: return *(const unsigned char *)v;
    case 2: { unsigned short n; memcpy(&n, v, 2); return n; }
    case 4: { unsigned n; memcpy(&n, v, 4); return n; }
    case 8: { unsigned long long n; memcpy(&n, v, 8); return n; }
    default: return 0;
    }
}

static const char *address(int v4, int v6) {
    static char text[4][INET6_ADDRSTRLEN];
    static int turn;
    char *t = text[turn++ & 3];
    if (v4 && length(v4) == 4) return inet_ntop(AF_INET, value(v4), t, sizeof text[0]);
    if (v6 && length(v6) == 16) return inet_ntop(AF_INET6, value(v6), t, sizeof text[0]);
    return "-";
}

static const char *hex(int type) {
    static char text[2][2 * 64 + 1];
    static int turn;
    char *t = text[turn++ & 1];
    const unsigned char *v = value(type);
    int n = length(type) > 64 ? 64 : length(type);
    if (n == 0) return "-";
    for (int i = 0; i < n; i++) sprintf(t + 2 * i, "%02x", v[i]);
    return t;
}

static const char *string(int type) { return value(type) ? value(type) : "-"; }

static void tunnel(const struct nlmsghdr *m) {
    index_attributes((const char *)NLMSG_DATA(m) + GENL_HDRLEN, (const char *)m + m->nlmsg_len);
    printf("tunnel id=%u peer=%u version=%llu encap=%s local=%s remote=%s sport=%llu dport=%llu csum=%llu zero6tx=%d zero6rx=%d\n",
           (unsigned)number(L2TP_ATTR_CONN_ID), (unsigned)number(L2TP_ATTR_PEER_CONN_ID), number(L2TP_ATTR_PROTO_VERSION),
           number(L2TP_ATTR_ENCAP_TYPE) ? "ip" : "udp", address(L2TP_ATTR_IP_SADDR, L2TP_ATTR_IP6_SADDR),
           address(L2TP_ATTR_IP_DADDR, L2TP_ATTR_IP6_DADDR), number(L2TP_ATTR_UDP_SPORT), number(L2TP_ATTR_UDP_DPORT),
           number(L2TP_ATTR_UDP_CSUM), at[L2TP_ATTR_UDP_ZERO_CSUM6_TX] != NULL, at[L2TP_ATTR_UDP_ZERO_CSUM6_RX] != NULL);
}

static void session(const struct nlmsghdr *m) {
    index_attributes((const char *)NLMSG_DATA(m) + GENL_HDRLEN, (const char *)m + m->nlmsg_len);
    printf("session tunnel=%u id=%u peer=%u pwtype=%llu ifname=%s cookie=%s peer_cookie=%s send_seq=%llu recv_seq=%llu lns=%llu timeout=%llu",
           (unsigned)number(L2TP_ATTR_CONN_ID), (unsigned)number(L2TP_ATTR_SESSION_ID), (unsigned)number(L2TP_ATTR_PEER_SESSION_ID),
           number(L2TP_ATTR_PW_TYPE), string(L2TP_ATTR_IFNAME), hex(L2TP_ATTR_COOKIE), hex(L2TP_ATTR_PEER_COOKIE),
           number(L2TP_ATTR_SEND_SEQ), number(L2TP_ATTR_RECV_SEQ), number(L2TP_ATTR_LNS_MODE), number(L2TP_ATTR_RECV_TIMEOUT));
    const char *inner = value(L2TP_ATTR_STATS);
    int octets = length(L2TP_ATTR_STATS);
    index_attributes(inner, inner + octets);
    printf(" tx=%llu rx=%llu\n", number(L2TP_ATTR_TX_PACKETS), number(L2TP_ATTR_RX_PACKETS));
}

static void link_(const struct nlmsghdr *m) {
    const struct ifinfomsg *i = NLMSG_DATA(m);
    index_attributes((const char *)(i + 1), (const char *)m + m->nlmsg_len);
    printf("link index=%d name=%s mtu=%llu up=%d master=%u mac=%s alias=%s\n", i->ifi_index, string(IFLA_IFNAME), number(IFLA_MTU),
           (i->ifi_flags & IFF_UP) != 0, (unsigned)number(IFLA_MASTER), hex(IFLA_ADDRESS), string(IFLA_IFALIAS));
}

static void address_(const struct nlmsghdr *m) {
    const struct ifaddrmsg *a = NLMSG_DATA(m);
    index_attributes((const char *)(a + 1), (const char *)m + m->nlmsg_len);
    int v6 = a->ifa_family == AF_INET6;
    const char *peer = address(v6 ? 0 : IFA_ADDRESS, v6 ? IFA_ADDRESS : 0);
    const char *local = value(IFA_LOCAL) ? address(v6 ? 0 : IFA_LOCAL, v6 ? IFA_LOCAL : 0) : peer;
    printf("address index=%u family=%d local=%s peer=%s prefix=%d scope=%d flags=0x%llx\n", a->ifa_index, v6 ? 6 : 4, local,
           strcmp(local, peer) ? peer : "-", a->ifa_prefixlen, a->ifa_scope, number(IFA_FLAGS));
}

/* Sends a request and hands each answer on; returns the family's number where one was told. */
static int ask(int fd, void *request, int octets, void (*show)(const struct nlmsghdr *)) {
    struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
    int family = 0;
    if (sendto(fd, request, octets, 0, (void *)&kernel, sizeof kernel) != octets) die("sendto");
    for (;;) {
        int n = recv(fd, reply, sizeof reply, MSG_TRUNC);
        if (n < 0) die("recv");
        if (n > (int)sizeof reply) { fprintf(stderr, "answer cut off\n"); exit(1); }
        for (struct nlmsghdr *m = (void *)reply; NLMSG_OK(m, (unsigned)n); m = NLMSG_NEXT(m, n)) {
            if (m->nlmsg_type == NLMSG_DONE) return family;
            if (m->nlmsg_type == NLMSG_ERROR) {
                errno = -((struct nlmsgerr *)NLMSG_DATA(m))->error;
                if (errno == ENOENT || errno == 0) return family;
                die("kernel");
            }
            if (show) { show(m); continue; }
            index_attributes((const char *)NLMSG_DATA(m) + GENL_HDRLEN, (const char *)m + m->nlmsg_len);
            return number(CTRL_ATTR_FAMILY_ID);
        }
    }
}

static void dump(void) {
    int generic = socket(AF_NETLINK, SOCK_RAW, NETLINK_GENERIC), route = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
    if (generic < 0 || route < 0) die("socket");
    struct { struct nlmsghdr h; struct genlmsghdr g; struct nlattr a; char name[8]; } get = {
        {sizeof get, GENL_ID_CTRL, NLM_F_REQUEST, 1, 0}, {CTRL_CMD_GETFAMILY, 1, 0}, {NLA_HDRLEN + 5, CTRL_ATTR_FAMILY_NAME}, "l2tp"};
    int family = ask(generic, &get, sizeof get, NULL);
    if (family) {
        struct { struct nlmsghdr h; struct genlmsghdr g; } dump = {
            {sizeof dump, family, NLM_F_REQUEST | NLM_F_DUMP, 2, 0}, {L2TP_CMD_TUNNEL_GET, 1, 0}};
        ask(generic, &dump, sizeof dump, tunnel);
        dump.g.cmd = L2TP_CMD_SESSION_GET;
        ask(generic, &dump, sizeof dump, session);
    }
    struct { struct nlmsghdr h; struct ifinfomsg i; } links = {{sizeof links, RTM_GETLINK, NLM_F_REQUEST | NLM_F_DUMP, 3, 0}, {0}};
    ask(route, &links, sizeof links, link_);
    struct { struct nlmsghdr h; struct ifaddrmsg a; } addresses = {{sizeof addresses, RTM_GETADDR, NLM_F_REQUEST | NLM_F_DUMP, 4, 0}, {0}};
    ask(route, &addresses, sizeof addresses, address_);
    close(generic);
    close(route);
}

int main(int argc, char **argv) {
    if (argc == 1) dump();
    for (int i = 1; i < argc; i++) {
        int namespace = open(argv[i], O_RDONLY | O_CLOEXEC);
        if (namespace < 0 || setns(namespace, CLONE_NEWNET) < 0) die(argv[i]);
        close(namespace);
        printf("place file=%s\n", argv[i]);
        dump();
    }
    return 0;
}

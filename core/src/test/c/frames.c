/*
 * frames: sends Ethernet frames over pseudowires and tells what came of each, at the far end and on the way.
 *
 *   cc -O2 -o frames frames.c && ./frames host1=/proc/17/ns/net,eth0 host2=/proc/23/ns/net,eth0 <<< '7 host1 pw0 host2 pw0 60'
 *   7 arrived l2tp=0003000000000015 checksum=0
 *
 * An argument is a place: its name, its network namespace and the underlay's interface there. A line of the input is a number, the place and
 * interface that sends, the place and interface that should receive, and the frame's octets; an interface may be a bridge's. The answer has the
 * L2TP header of the packet as it came by the receiver's underlay, and whether it had a UDP checksum. What has not come in three seconds is lost.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define EXPERIMENTAL 0x88b5 /* IEEE 802 local experimental EtherType 1 */
#define MOST_OCTETS 65536
#define PATIENCE_MS 3000

static const char magic[8] = "PWFRAME!";

struct place { const char *name; int frames, underlay; };
static struct place places[16];
static int count;
static unsigned char buffer[MOST_OCTETS];

static void die(const char *what) { perror(what); exit(1); }

static int index_of(int fd, const char *name) {
    struct ifreq request = {0};
    snprintf(request.ifr_name, sizeof request.ifr_name, "%.15s", name);
    return ioctl(fd, SIOCGIFINDEX, &request) < 0 ? -1 : request.ifr_ifindex;
}

static int packet_socket(int protocol) {
    int fd = socket(AF_PACKET, SOCK_RAW, htons(protocol)), room = 8 << 20;
    if (fd < 0) die("packet socket");
    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room);
    return fd;
}

static void enter(char *argument) {
    char *path = strchr(argument, '='), *underlay = path ? strchr(path, ',') : NULL;
    if (!underlay) { fprintf(stderr, "frames: not a place: %s\n", argument); exit(2); }
    *path++ = 0;
    *underlay++ = 0;
    int namespace = open(path, O_RDONLY | O_CLOEXEC);
    if (namespace < 0 || setns(namespace, CLONE_NEWNET) < 0) die(path);
    close(namespace);
    struct place *place = &places[count++];
    place->name = argument;
    place->frames = packet_socket(EXPERIMENTAL);
    place->underlay = packet_socket(ETH_P_ALL);
    struct sockaddr_ll to = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL), .sll_ifindex = index_of(place->underlay, underlay)};
    if (to.sll_ifindex < 0 || bind(place->underlay, (void *)&to, sizeof to) < 0) die(underlay);
}

static struct place *find(const char *name) {
    for (int i = 0; i < count; i++)
        if (!strcmp(places[i].name, name)) return &places[i];
    fprintf(stderr, "frames: no place %s\n", name);
    exit(2);
}

static long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* Returns where the frame of this number begins in what was received, or -1. */
static int begins(int octets, unsigned number) {
    for (int i = 14; i + 12 <= octets; i++) {
        unsigned found;
        if (memcmp(buffer + i, magic, sizeof magic)) continue;
        memcpy(&found, buffer + i + 8, 4);
        if (ntohl(found) == number) return i - 14;
    }
    return -1;
}

/* Writes the L2TP header of the packet in the buffer, whose frame begins there; returns whether it was one. */
static int header(int frame, char *text) {
    int at, protocol, type = buffer[12] << 8 | buffer[13];
    if (type == ETH_P_IP) { at = 14 + (buffer[14] & 15) * 4; protocol = buffer[14 + 9]; }
    else if (type == ETH_P_IPV6) { at = 14 + 40; protocol = buffer[14 + 6]; }
    else return 0;
    int checksum = 0;
    if (protocol == 17) { checksum = buffer[at + 6] || buffer[at + 7]; at += 8; }
    else if (protocol != 115) return 0;
    if (frame < at || frame - at > 64) return 0;
    text += sprintf(text, "l2tp=");
    for (int i = at; i < frame; i++) text += sprintf(text, "%02x", buffer[i]);
    sprintf(text, " checksum=%d", checksum);
    return 1;
}

static void send_frame(unsigned number, struct place *from, const char *out, int octets) {
    struct sockaddr_ll to = {.sll_family = AF_PACKET, .sll_ifindex = index_of(from->frames, out)};
    static unsigned char frame[MOST_OCTETS];
    unsigned wire = htonl(number);
    memset(frame, 0x5a, octets);
    memset(frame, 0xff, 6);
    memcpy(frame + 6, "\x02\x00\x5e\x00\x53\xff\x88\xb5", 8);
    memcpy(frame + 14, magic, sizeof magic);
    memcpy(frame + 22, &wire, 4);
    if (to.sll_ifindex < 0) { printf("%u no interface %s at %s\n", number, out, from->name); return; }
    if (sendto(from->frames, frame, octets, 0, (void *)&to, sizeof to) != octets) printf("%u cannot be sent: %m\n", number);
}

static void hear(unsigned number, struct place *at, const char *in, int octets) {
    int index = index_of(at->frames, in), arrived = 0, seen = 0;
    char text[256] = "";
    long end = now() + PATIENCE_MS;
    while (!(arrived && seen) && now() < end) {
        struct pollfd both[2] = {{at->frames, POLLIN, 0}, {at->underlay, POLLIN, 0}};
        if (poll(both, 2, end - now()) <= 0) break;
        for (int i = 0; i < 2; i++) {
            struct sockaddr_ll from;
            socklen_t length = sizeof from;
            if (!(both[i].revents & POLLIN)) continue;
            int n = recvfrom(both[i].fd, buffer, sizeof buffer, 0, (void *)&from, &length), frame = n < 0 ? -1 : begins(n, number);
            if (frame < 0 || from.sll_pkttype == PACKET_OUTGOING) continue;
            if (i == 0) arrived |= from.sll_ifindex == index && n == octets && frame == 0;
            else seen |= header(frame, text);
        }
    }
    printf("%u %s %s\n", number, arrived ? "arrived" : "lost", text);
}

int main(int arguments, char **argument) {
    for (int i = 1; i < arguments && i <= 16; i++) enter(argument[i]);
    unsigned number;
    char from[64], out[64], at[64], in[64];
    int octets;
    while (scanf("%u %63s %63s %63s %63s %d", &number, from, out, at, in, &octets) == 6) {
        if (octets < 26 || octets > MOST_OCTETS) { fprintf(stderr, "frames: %d octets\n", octets); return 2; }
        send_frame(number, find(from), out, octets);
        hear(number, find(at), in, octets);
    }
    return 0;
}

package io.pairwire.libc;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.MemoryIO;
import com.kenai.jffi.Type;
import io.pairwire.netlink.Errno;
import io.pairwire.netlink.NetlinkException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The C library's calls by name.
 *
 * <p>Every argument goes as a machine word, which the calling conventions of Linux take for an {@code int} too. Buffers must be direct;
 * their octets from position to limit are what a call sees. An error is read at once after a result of -1, on the same thread, and
 * never else.
 */
final class Libc {
    private static final Invoker INVOKER = Invoker.getInstance();
    private static final MemoryIO MEMORY = MemoryIO.getInstance();
    private static final LastError LAST_ERROR = LastError.getInstance();
    private static final Library LIBRARY = Library.getDefault();

    /** How a function of one to six arguments is called; each call keeps its error. */
    private static final CallContext ONE = new CallContext(Type.SLONG, Type.SLONG);

    private static final CallContext TWO = new CallContext(Type.SLONG, Type.SLONG, Type.SLONG);
    private static final CallContext THREE = new CallContext(Type.SLONG, Type.SLONG, Type.SLONG, Type.SLONG);
    private static final CallContext FOUR = new CallContext(Type.SLONG, Type.SLONG, Type.SLONG, Type.SLONG, Type.SLONG);
    private static final CallContext FIVE =
            new CallContext(Type.SLONG, Type.SLONG, Type.SLONG, Type.SLONG, Type.SLONG, Type.SLONG);
    private static final CallContext SIX =
            new CallContext(Type.SLONG, Type.SLONG, Type.SLONG, Type.SLONG, Type.SLONG, Type.SLONG, Type.SLONG);

    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_FILTER = 26;

    /** The length of {@code struct sock_filter}: code, two jumps, operand. */
    private static final int SOCK_FILTER_OCTETS = 8;

    private static final long SOCKET = address("socket");
    private static final long BIND = address("bind");
    private static final long CONNECT = address("connect");
    private static final long GETSOCKNAME = address("getsockname");
    private static final long SETSOCKOPT = address("setsockopt");
    private static final long SEND = address("send");
    private static final long SENDTO = address("sendto");
    private static final long RECV = address("recv");
    private static final long RECVFROM = address("recvfrom");
    private static final long POLL = address("poll");
    private static final long OPEN = address("open");
    private static final long SETNS = address("setns");
    private static final long CLOSE = address("close");

    private Libc() {}

    static int socket(int domain, int type, int protocol) throws NetlinkException {
        return checked("socket", INVOKER.invokeN3(THREE, SOCKET, domain, type, protocol));
    }

    static void bind(int fd, ByteBuffer address) throws NetlinkException {
        try {
            checked("bind", INVOKER.invokeN3(THREE, BIND, fd, startOf(address), address.remaining()));
        } finally {
            Reference.reachabilityFence(address);
        }
    }

    static void connect(int fd, ByteBuffer address) throws NetlinkException {
        try {
            checked("connect", INVOKER.invokeN3(THREE, CONNECT, fd, startOf(address), address.remaining()));
        } finally {
            Reference.reachabilityFence(address);
        }
    }

    /** Fills the address; the length, an {@code int}, is told beforehand and changed to what it is. */
    static void getsockname(int fd, ByteBuffer address, ByteBuffer length) throws NetlinkException {
        try {
            checked("getsockname", INVOKER.invokeN3(THREE, GETSOCKNAME, fd, startOf(address), startOf(length)));
        } finally {
            Reference.reachabilityFence(address);
            Reference.reachabilityFence(length);
        }
    }

    static void setsockopt(int fd, int level, int option, ByteBuffer value) throws NetlinkException {
        try {
            checked(
                    "setsockopt",
                    INVOKER.invokeN5(FIVE, SETSOCKOPT, fd, level, option, startOf(value), value.remaining()));
        } finally {
            Reference.reachabilityFence(value);
        }
    }

    /**
     * Lets through to a socket only what a program of the classic packet filter takes.
     *
     * @param program each of its instructions as {@code struct sock_filter}
     */
    static void attachFilter(int fd, ByteBuffer program) throws NetlinkException {
        boolean wide = Type.POINTER.size() == Long.BYTES;
        // struct sock_fprog: a short, then a pointer where pointers may lie.
        ByteBuffer described =
                ByteBuffer.allocateDirect(2 * Type.POINTER.size()).order(ByteOrder.nativeOrder());
        described.putShort((short) (program.remaining() / SOCK_FILTER_OCTETS));
        described.position(Type.POINTER.size());
        if (wide) {
            described.putLong(startOf(program));
        } else {
            described.putInt((int) startOf(program));
        }
        described.flip();
        try {
            setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, described);
        } finally {
            Reference.reachabilityFence(program);
        }
    }

    static int send(int fd, ByteBuffer datagram, int flags) throws NetlinkException {
        try {
            return checked("send", INVOKER.invokeN4(FOUR, SEND, fd, startOf(datagram), datagram.remaining(), flags));
        } finally {
            Reference.reachabilityFence(datagram);
        }
    }

    static int sendto(int fd, ByteBuffer datagram, int flags, ByteBuffer address) throws NetlinkException {
        try {
            return checked(
                    "sendto",
                    INVOKER.invokeN6(
                            SIX,
                            SENDTO,
                            fd,
                            startOf(datagram),
                            datagram.remaining(),
                            flags,
                            startOf(address),
                            address.remaining()));
        } finally {
            Reference.reachabilityFence(datagram);
            Reference.reachabilityFence(address);
        }
    }

    /** Fills the address; the length, an {@code int}, is told beforehand and changed to what it is. */
    static int recvfrom(int fd, ByteBuffer into, int flags, ByteBuffer address, ByteBuffer length)
            throws NetlinkException {
        try {
            return checked(
                    "recvfrom",
                    INVOKER.invokeN6(
                            SIX,
                            RECVFROM,
                            fd,
                            startOf(into),
                            into.remaining(),
                            flags,
                            startOf(address),
                            startOf(length)));
        } finally {
            Reference.reachabilityFence(into);
            Reference.reachabilityFence(address);
            Reference.reachabilityFence(length);
        }
    }

    static int recv(int fd, ByteBuffer into, int flags) throws NetlinkException {
        try {
            return checked("recv", INVOKER.invokeN4(FOUR, RECV, fd, startOf(into), into.remaining(), flags));
        } finally {
            Reference.reachabilityFence(into);
        }
    }

    /** Takes one {@code struct pollfd}. */
    static int poll(ByteBuffer descriptor, int timeoutMillis) throws NetlinkException {
        try {
            return checked("poll", INVOKER.invokeN3(THREE, POLL, startOf(descriptor), 1, timeoutMillis));
        } finally {
            Reference.reachabilityFence(descriptor);
        }
    }

    /** Opens a file that exists; its path must be free of zeros. */
    static int open(String path, int flags) throws NetlinkException {
        byte[] octets = path.getBytes(StandardCharsets.UTF_8);
        ByteBuffer text = ByteBuffer.allocateDirect(octets.length + 1);
        text.put(octets).put((byte) 0).flip();
        try {
            return checked("open " + path, INVOKER.invokeN3(THREE, OPEN, startOf(text), flags, 0));
        } finally {
            Reference.reachabilityFence(text);
        }
    }

    /** Takes the calling thread, and no other, into a namespace. */
    static void setns(int fd, int type) throws NetlinkException {
        checked("setns", INVOKER.invokeN2(TWO, SETNS, fd, type));
    }

    static void close(int fd) throws NetlinkException {
        checked("close", INVOKER.invokeN1(ONE, CLOSE, fd));
    }

    /** All of these return an {@code int}, or a length that fits one; of an {@code int} the word's upper half says nothing. */
    private static int checked(String call, long result) throws NetlinkException {
        if ((int) result == -1) {
            throw NetlinkException.ofCall(call, Errno.of(LAST_ERROR.get()));
        }
        return (int) result;
    }

    private static long startOf(ByteBuffer buffer) {
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException("a system call needs a direct buffer");
        }
        return MEMORY.getDirectBufferAddress(buffer) + buffer.position();
    }

    private static long address(String function) {
        long address = LIBRARY.getSymbolAddress(function);
        if (address == 0) {
            throw new UnsatisfiedLinkError("the C library has no " + function);
        }
        return address;
    }
}

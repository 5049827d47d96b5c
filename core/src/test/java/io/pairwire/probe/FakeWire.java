package io.pairwire.probe;

import io.pairwire.netlink.Errno;
import io.pairwire.netlink.NetlinkException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What lies between places that have sockets: a frame that goes in at one comes out where a rule says, if anywhere, and at once.
 *
 * <p>The rule is a test's own: loss, a direction that is cut, an MTU, wires that are crossed.
 */
public final class FakeWire {
    private final Rule rule;
    private final List<Socket> sockets = new ArrayList<>();
    private final Set<String> opened = new HashSet<>();

    /** Where a frame comes out. */
    public record Outlet(String place, int index) {}

    /** Decides where frames come out. */
    public interface Rule {
        /**
         * Returns where a frame comes out that goes in at an interface of a place; throws what the kernel there would say.
         *
         * @param length of the whole frame
         */
        Optional<Outlet> outlet(String place, int index, int length) throws NetlinkException;
    }

    public FakeWire(Rule rule) {
        this.rule = rule;
    }

    /** Returns the sockets of a place; its network namespaces are the places {@code PLACE/NAME}. */
    public ProbeSockets at(String place) {
        return new ProbeSockets() {
            @Override
            public ProbeSocket open() {
                synchronized (FakeWire.this) {
                    Socket socket = new Socket(place);
                    sockets.add(socket);
                    opened.add(place);
                    return socket;
                }
            }

            @Override
            public ProbeSockets within(Path namespace) {
                return at(place + "/" + namespace.getFileName());
            }
        };
    }

    /** Returns the places where a socket was opened so far. */
    public synchronized Set<String> opened() {
        return Set.copyOf(opened);
    }

    /** Returns how many sockets are open. */
    public synchronized int open() {
        return sockets.size();
    }

    private synchronized void carry(String place, int index, byte[] frame) throws NetlinkException {
        Optional<Outlet> outlet = rule.outlet(place, index, frame.length);
        for (Socket socket : sockets) {
            if (outlet.isPresent() && socket.place.equals(outlet.get().place())) {
                socket.arrived.add(new Frame(outlet.get().index(), ByteBuffer.wrap(frame)));
            }
        }
    }

    private record Frame(int index, ByteBuffer octets) {}

    private final class Socket implements ProbeSocket {
        private final String place;
        private final LinkedBlockingQueue<Frame> arrived = new LinkedBlockingQueue<>();

        Socket(String place) {
            this.place = place;
        }

        @Override
        public void send(int index, ByteBuffer frame) throws NetlinkException {
            byte[] octets = new byte[frame.remaining()];
            frame.get(octets);
            carry(place, index, octets);
        }

        @Override
        public Optional<Arrival> receive(ByteBuffer into, int timeoutMillis) throws NetlinkException {
            try {
                Frame frame = arrived.poll(timeoutMillis, TimeUnit.MILLISECONDS);
                into.clear();
                if (frame == null) {
                    into.limit(0);
                    return Optional.empty();
                }
                int length = frame.octets().remaining();
                into.put(frame.octets().slice(0, Math.min(into.capacity(), length)))
                        .flip();
                return Optional.of(new Arrival(frame.index(), length));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw NetlinkException.ofCall("poll", Errno.EINTR);
            }
        }

        @Override
        public void close() {
            synchronized (FakeWire.this) {
                sockets.remove(this);
            }
        }
    }
}

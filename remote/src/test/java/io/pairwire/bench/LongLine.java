package io.pairwire.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A line that is long and loses packets, between a port of loopback and another: {@code LongLine FROM TO DELAY-MS LOSS-PERCENT}.
 *
 * <p>Octets arrive half the delay later, each way. A packet that is lost holds up all that follow on its way, as TCP does, until it is sent again: after the
 * least retransmission timeout of Linux and the whole delay once more.
 */
public final class LongLine {
    private static final int PACKET_OCTETS = 1448;
    private static final Duration RETRANSMISSION = Duration.ofMillis(200);
    private static final int IN_FLIGHT = 10_000;

    /** What flies: nothing at all is the end of it. */
    private record Packet(ByteBuffer octets, long due) {}

    private final long delay;
    private final int loss;
    private final Random random = new Random(1);

    private LongLine(Duration delay, int loss) {
        this.delay = delay.toNanos();
        this.loss = loss;
    }

    public static void main(String[] arguments) throws IOException {
        LongLine line = new LongLine(Duration.ofMillis(Long.parseLong(arguments[2])), Integer.parseInt(arguments[3]));
        int to = Integer.parseInt(arguments[1]);
        try (ServerSocket server = new ServerSocket(Integer.parseInt(arguments[0]), 100, null)) {
            System.out.println("open");
            while (true) {
                Socket near = server.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                line.carry(near, far);
                line.carry(far, near);
            }
        }
    }

    private void carry(Socket from, Socket to) {
        BlockingQueue<Packet> flying = new ArrayBlockingQueue<>(IN_FLIGHT);
        start(() -> send(from.getInputStream(), flying));
        start(() -> {
            receive(flying, to.getOutputStream());
            to.shutdownOutput();
        });
    }

    private void send(InputStream from, BlockingQueue<Packet> flying) throws IOException, InterruptedException {
        long last = 0;
        int count;
        do {
            byte[] octets = new byte[PACKET_OCTETS];
            count = from.read(octets);
            long due = System.nanoTime() + delay / 2;
            if (isLost()) {
                due += RETRANSMISSION.toNanos() + delay;
            }
            last = Math.max(due, last);
            flying.put(new Packet(ByteBuffer.wrap(octets, 0, Math.max(0, count)), last));
        } while (count >= 0);
    }

    private synchronized boolean isLost() {
        return random.nextInt(100) < loss;
    }

    private static void receive(BlockingQueue<Packet> flying, OutputStream to)
            throws IOException, InterruptedException {
        for (Packet packet = flying.take(); packet.octets().hasRemaining(); packet = flying.take()) {
            TimeUnit.NANOSECONDS.sleep(packet.due() - System.nanoTime());
            to.write(packet.octets().array(), 0, packet.octets().limit());
            to.flush();
        }
    }

    private interface Way {
        void go() throws IOException, InterruptedException;
    }

    private static void start(Way way) {
        Thread thread = new Thread(() -> {
            try {
                way.go();
            } catch (IOException | InterruptedException e) {
                // One end has gone; the other will notice.
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}

package io.pairwire.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An ssh-agent, which keeps private keys and signs with them (draft-ietf-sshm-ssh-agent). Each question has a connection of its own, so any
 * number of threads may ask.
 *
 * @param socket where it listens
 * @param patience how long an answer may take: it may have to ask a person, or a token
 */
record KeyAgent(Path socket, Duration patience) {
    private static final byte REQUEST_IDENTITIES = 11;
    private static final byte IDENTITIES_ANSWER = 12;
    private static final byte SIGN_REQUEST = 13;
    private static final byte SIGN_RESPONSE = 14;
    private static final int RSA_SHA2_512 = 4;
    private static final int LIMIT = 1 << 20;

    /** A key that the agent has, and what it calls it. */
    record Identity(HostKey key, String comment) {}

    /** Returns the keys and certificates it has. */
    List<Identity> identities() throws IOException {
        Wire answer = ask(new byte[] {REQUEST_IDENTITIES}, IDENTITIES_ANSWER);
        int count = answer.uint32();
        List<Identity> identities = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] blob = answer.string();
            identities.add(new Identity(HostKey.ofWire(blob), answer.text()));
        }
        return identities;
    }

    /** Returns its signature over data, with the signature's own format, as SSH wants it on the wire. */
    byte[] sign(HostKey key, byte[] data) throws IOException {
        byte[] strings = Wire.strings(key.wire(), data);
        byte[] question = ByteBuffer.allocate(1 + strings.length + 4)
                .put(SIGN_REQUEST)
                .put(strings)
                .putInt(key.plainType().equals("ssh-rsa") ? RSA_SHA2_512 : 0)
                .array();
        return ask(question, SIGN_RESPONSE).string();
    }

    private Wire ask(byte[] question, byte expected) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            ByteBuffer out = ByteBuffer.allocate(4 + question.length)
                    .putInt(question.length)
                    .put(question)
                    .flip();
            while (out.hasRemaining()) {
                channel.write(out);
            }
            ByteBuffer header = read(channel, selector, 4, end);
            int length = header.getInt();
            if (length < 1 || length > LIMIT) {
                throw new IOException("it answers with " + Integer.toUnsignedString(length) + " octets");
            }
            Wire answer = new Wire(read(channel, selector, length, end).array());
            int kind = answer.octet();
            if (kind != expected) {
                throw new IOException("it refuses");
            }
            return answer;
        }
    }

    private ByteBuffer read(SocketChannel channel, Selector selector, int length, long end) throws IOException {
        ByteBuffer octets = ByteBuffer.allocate(length);
        while (octets.hasRemaining()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new IOException("it does not answer within " + Failures.seconds(patience));
            }
            selector.select(left);
            selector.selectedKeys().clear();
            if (channel.read(octets) < 0) {
                throw new EOFException("it hangs up");
            }
        }
        return octets.flip();
    }
}

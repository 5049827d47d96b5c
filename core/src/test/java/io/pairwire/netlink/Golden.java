package io.pairwire.netlink;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What {@code ip} and a real kernel said to each other over one command, as {@code core/src/test/capture/capture} wrote it down. */
public final class Golden {
    /** The kernels that were listened to. */
    public static final List<String> KERNELS = List.of("6.1", "6.12");

    /** A datagram sent, and those received in answer. */
    public record Exchange(List<Byte> sent, List<List<Byte>> received) {}

    private final String name;
    private final List<Exchange> exchanges;

    private Golden(String name, List<Exchange> exchanges) {
        this.name = name;
        this.exchanges = exchanges;
    }

    /** Reads one, such as {@code l2tp/tunnel-dump} of kernel {@code 6.1}. */
    public static Golden of(String path, String kernel) {
        String resource = "/io/pairwire/" + path + "." + kernel + ".txt";
        List<Exchange> exchanges = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Golden.class.getResourceAsStream(resource), resource),
                StandardCharsets.UTF_8))) {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            char direction = ' ';
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                char mark = line.charAt(0);
                if (mark == '#') {
                    continue;
                }
                if (mark != ' ') {
                    keep(exchanges, direction, octets);
                    direction = mark;
                }
                // Behind two spaces it says what they are.
                String hex = line.substring(2).split("  ", 2)[0];
                for (String pair : hex.split(" ", -1)) {
                    octets.write(Integer.parseInt(pair, 16));
                }
            }
            keep(exchanges, direction, octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Golden(resource, exchanges);
    }

    private static void keep(List<Exchange> exchanges, char direction, ByteArrayOutputStream octets) {
        List<Byte> datagram = new ArrayList<>();
        for (byte octet : octets.toByteArray()) {
            datagram.add(octet);
        }
        octets.reset();
        if (direction == '>') {
            exchanges.add(new Exchange(datagram, new ArrayList<>()));
        } else if (direction == '<') {
            exchanges.get(exchanges.size() - 1).received().add(datagram);
        }
    }

    /** Returns the first exchange whose request has this type (of generic netlink: this command) and, if so wanted, is a dump. */
    public Exchange exchange(int type, boolean dump) {
        for (Exchange exchange : exchanges) {
            ByteBuffer sent = buffer(exchange.sent());
            boolean isDump = (sent.getShort(6) & Message.NLM_F_DUMP) == Message.NLM_F_DUMP;
            int sentType = sent.getShort(4);
            // The controller's requests come first and are never what is looked for here but by its own number.
            boolean generic = name.contains("/l2tp/") && sentType != 16;
            if ((generic ? sent.get(16) : sentType) == type && isDump == dump) {
                return exchange;
            }
        }
        throw new AssertionError(name + " has no such request");
    }

    /** Returns the last exchange whose request has this type: {@code ip} first asks and probes, then does. */
    public Exchange last(int type) {
        for (int i = exchanges.size() - 1; i >= 0; i--) {
            if (buffer(exchanges.get(i).sent()).getShort(4) == type) {
                return exchanges.get(i);
            }
        }
        throw new AssertionError(name + " has no such request");
    }

    /** Returns all that was received. */
    public List<ByteBuffer> received() {
        List<ByteBuffer> datagrams = new ArrayList<>();
        for (Exchange exchange : exchanges) {
            for (List<Byte> datagram : exchange.received()) {
                datagrams.add(buffer(datagram));
            }
        }
        return datagrams;
    }

    /** Returns a datagram in a buffer of its own, in the byte order of the machines listened to. */
    public static ByteBuffer buffer(List<Byte> octets) {
        ByteBuffer buffer = ByteBuffer.allocate(octets.size()).order(ByteOrder.LITTLE_ENDIAN);
        octets.forEach(buffer::put);
        return buffer.flip();
    }

    @Override
    public String toString() {
        return name;
    }
}

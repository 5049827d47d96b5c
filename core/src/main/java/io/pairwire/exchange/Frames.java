package io.pairwire.exchange;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Frames on a stream of octets: the four of {@code PWF1}, a length of 32 bits in network order, and so many octets of UTF-8.
 *
 * <p>Whatever stands before the first frame (a login's greeting, a virtual machine's warning) is skipped, up to a bound;
 * between frames nothing may stand.
 */
public final class Frames {
    /** The longest document, in octets: some 40 times a plan of 1,000 pseudowires. */
    public static final int MOST_OCTETS = 64 << 20;

    /** The most noise that may come before the first frame, in octets. */
    static final int MOST_NOISE = 1 << 20;

    private static final byte[] MAGIC = {'P', 'W', 'F', '1'};

    private final InputStream in;
    private final OutputStream out;
    private boolean begun;

    public Frames(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** Sends one document. */
    void write(String document) throws IOException {
        byte[] octets = document.getBytes(StandardCharsets.UTF_8);
        if (octets.length > MOST_OCTETS) {
            throw new ExchangeException("a document of " + octets.length + " octets is too long to send");
        }
        byte[] frame = new byte[8 + octets.length];
        System.arraycopy(MAGIC, 0, frame, 0, 4);
        for (int i = 0; i < 4; i++) {
            frame[4 + i] = (byte) (octets.length >>> (24 - 8 * i));
        }
        System.arraycopy(octets, 0, frame, 8, octets.length);
        out.write(frame);
        out.flush();
    }

    /** Waits for one document; absent where the stream ended between two. */
    Optional<String> read() throws IOException {
        if (!findMagic()) {
            return Optional.empty();
        }
        int length = 0;
        for (int i = 0; i < 4; i++) {
            length = (length << 8) | octet();
        }
        if (length < 0 || length > MOST_OCTETS) {
            throw new ExchangeException("a frame claims " + Integer.toUnsignedString(length) + " octets");
        }
        byte[] octets = in.readNBytes(length);
        if (octets.length < length) {
            throw new EOFException("the stream ended within a frame");
        }
        return Optional.of(new String(octets, StandardCharsets.UTF_8));
    }

    private boolean findMagic() throws IOException {
        int matched = 0;
        for (int skipped = 0; matched < MAGIC.length; ) {
            int octet = in.read();
            if (octet < 0) {
                if (matched > 0) {
                    throw new EOFException("the stream ended within a frame");
                }
                return false;
            }
            if (octet == MAGIC[matched]) {
                matched++;
            } else if (begun) {
                throw new ExchangeException("something that is no frame stands between two frames");
            } else {
                matched = octet == MAGIC[0] ? 1 : 0;
                if (++skipped > MOST_NOISE) {
                    throw new ExchangeException("no frame in the first " + MOST_NOISE + " octets");
                }
            }
        }
        begun = true;
        return true;
    }

    private int octet() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException("the stream ended within a frame");
        }
        return octet;
    }
}

package io.pairwire.netlink;

import java.nio.ByteBuffer;

/**
 * One question or order to the kernel, as a value: nothing happens until a {@link Connection} carries it out.
 *
 * <p>It may be carried out many times; numbering it is the connection's part. It prints as what it does to what: {@code l2tp
 * SESSION_CREATE session 128 of tunnel 42}.
 */
public final class Request {
    private final boolean write;
    private final String verb;
    private final String subject;
    private final int type;
    private final int flags;
    private final byte[] payload;
    private final Meanings meanings;

    private Request(
            boolean write, String verb, String subject, int type, int flags, Payload payload, Meanings meanings) {
        this.write = write;
        this.verb = verb;
        this.subject = subject;
        this.type = type;
        this.flags = flags;
        this.payload = payload.octets();
        this.meanings = meanings;
    }

    /** Returns an order, which the kernel acknowledges and a connection counts. */
    public static Request write(String verb, String subject, int type, int flags, Payload payload, Meanings meanings) {
        int all = flags | Message.NLM_F_REQUEST | Message.NLM_F_ACK;
        return new Request(true, verb, subject, type, all, payload, meanings);
    }

    /** Returns a question with one answer. */
    public static Request get(String verb, String subject, int type, Payload payload, Meanings meanings) {
        return new Request(false, verb, subject, type, Message.NLM_F_REQUEST, payload, meanings);
    }

    /** Returns a question with as many answers as there are objects. */
    public static Request dump(String verb, String subject, int type, Payload payload, Meanings meanings) {
        int flags = Message.NLM_F_REQUEST | Message.NLM_F_DUMP;
        return new Request(false, verb, subject, type, flags, payload, meanings);
    }

    /** Returns whether this may change the kernel's state. */
    public boolean isWrite() {
        return write;
    }

    /** Returns what is done: {@code l2tp SESSION_CREATE}. */
    public String verb() {
        return verb;
    }

    /** Returns what it is done to: {@code session 128 of tunnel 42}. */
    public String subject() {
        return subject;
    }

    public int type() {
        return type;
    }

    /** Returns the header's flags. */
    public int flags() {
        return flags;
    }

    /** Returns a copy of what follows the header. */
    public byte[] payload() {
        return payload.clone();
    }

    /** Returns the length of the whole message, padding included. */
    public int octets() {
        return Message.aligned(Message.HEADER_OCTETS + payload.length);
    }

    /** Returns what an error means to this request. */
    public Meanings meanings() {
        return meanings;
    }

    /** Returns verb and subject. */
    @Override
    public String toString() {
        return subject.isEmpty() ? verb : verb + " " + subject;
    }

    void writeTo(ByteBuffer datagram, int sequence) {
        // Port 0 is ours to the kernel, as `ip` has it; the reply carries the socket's own.
        Message.write(datagram, type, flags, sequence, 0, payload);
    }
}

package io.pairwire.kernel;

import io.pairwire.netlink.Message;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Payload;
import java.util.List;

/** The part of a fake kernel behind one protocol. */
interface Handler {
    /** One message of an answer: its type, and what follows its header. */
    record Part(int type, Payload payload) {}

    /** Returns whether a request may change something. */
    boolean isWrite(Message request) throws NetlinkException;

    /** Carries out an order. */
    void write(Message order) throws NetlinkException, KernelError;

    /** Answers a question: with everything, or with the one thing asked for. */
    List<Part> answer(Message question, boolean everything) throws NetlinkException, KernelError;
}

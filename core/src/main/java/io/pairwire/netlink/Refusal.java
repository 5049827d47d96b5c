package io.pairwire.netlink;

/**
 * The body of an {@code NLMSG_ERROR} or of an {@code NLMSG_DONE} that tells of an error ({@code struct nlmsgerr} and what follows).
 *
 * @param number the error as the kernel gives it, negative; 0 is success
 * @param message the kernel's own words, or an empty text
 * @param offset of the offending attribute from the request's header on, or -1
 */
record Refusal(int number, String message, int offset) {
    private static final int NLMSGERR_ATTR_MSG = 1;
    private static final int NLMSGERR_ATTR_OFFS = 2;

    /** Reads the answer to a request: the error, the request's header or the whole of it, then the extended ack. */
    static Refusal ofError(Message error) throws NetlinkException {
        int number = error.s32(0);
        if (number == 0) {
            return new Refusal(0, "", -1);
        }
        int requestOctets = error.s32(4);
        boolean capped = (error.flags() & Message.NLM_F_CAPPED) != 0;
        int echoed = capped ? Message.HEADER_OCTETS : requestOctets;
        if (echoed < Message.HEADER_OCTETS || echoed > error.octets()) {
            // A refusal whose end is missing still is one.
            return new Refusal(number, "", -1);
        }
        return of(number, error, Message.aligned(4 + echoed));
    }

    /** Reads the end of a dump: the error, then the extended ack. An empty one is success. */
    static Refusal ofDone(Message done) throws NetlinkException {
        return done.octets() < 4 ? new Refusal(0, "", -1) : of(done.s32(0), done, 4);
    }

    private static Refusal of(int number, Message message, int from) throws NetlinkException {
        String text = "";
        int offset = -1;
        if ((message.flags() & Message.NLM_F_ACK_TLVS) != 0 && from <= message.octets()) {
            Attributes attributes = message.attributes(from);
            while (attributes.next()) {
                switch (attributes.type()) {
                    case NLMSGERR_ATTR_MSG -> text = attributes.string();
                    case NLMSGERR_ATTR_OFFS -> offset = attributes.s32();
                    default -> {}
                }
            }
        }
        return new Refusal(number, text, offset);
    }
}

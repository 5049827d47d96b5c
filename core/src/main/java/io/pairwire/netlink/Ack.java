package io.pairwire.netlink;

import java.util.Optional;

/** What became of one request of a batch. */
public sealed interface Ack {
    /** The kernel did it. */
    record Done() implements Ack {
        static final Done DONE = new Done();

        @Override
        public Optional<NetlinkException> failure() {
            return Optional.empty();
        }
    }

    /** The kernel refused it, and nothing of it happened. */
    record Refused(NetlinkException why) implements Ack {
        @Override
        public Optional<NetlinkException> failure() {
            return Optional.of(why);
        }
    }

    /** It was sent and its answer never arrived: it may have happened or not, and only reading the state again tells. */
    record Lost(NetlinkException why) implements Ack {
        @Override
        public Optional<NetlinkException> failure() {
            return Optional.of(why);
        }
    }

    /** It was not sent, because one before it failed. */
    record NotSent() implements Ack {
        static final NotSent NOT_SENT = new NotSent();

        @Override
        public Optional<NetlinkException> failure() {
            return Optional.empty();
        }
    }

    /** Returns why it was refused or lost. */
    Optional<NetlinkException> failure();

    /** Returns whether the kernel did it. */
    default boolean isDone() {
        return this instanceof Done;
    }
}

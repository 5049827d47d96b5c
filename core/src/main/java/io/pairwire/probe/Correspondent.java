package io.pairwire.probe;

import io.pairwire.model.PseudowireName;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One end of a pseudowire, and all that it has noticed so far. Safe for use by several threads. */
final class Correspondent {
    private final Target target;
    private final Nonce nonce;
    private final long digest;
    private final Set<FrameSize> heard = EnumSet.noneOf(FrameSize.class);
    private final Set<FrameSize> echoed = EnumSet.noneOf(FrameSize.class);
    private OptionalLong roundTrip = OptionalLong.empty();
    private int sequence;
    private boolean tried;
    private @Nullable String trouble;
    private @Nullable PseudowireName stray;
    private boolean strayed;

    Correspondent(Target target, Nonce nonce, long digest) {
        this.target = target;
        this.nonce = nonce;
        this.digest = digest;
    }

    Target target() {
        return target;
    }

    long digest() {
        return digest;
    }

    /** Forgets what came back of probes before. What was heard stays: the far end may have begun first. */
    synchronized void begin() {
        echoed.clear();
        roundTrip = OptionalLong.empty();
        trouble = null;
        tried = false;
    }

    /** Returns the next probe. */
    synchronized ProbeFrame probe(FrameSize size, long clock) {
        tried = true;
        return new ProbeFrame(
                ProbeFrame.Kind.PROBE,
                size,
                target.side(),
                ProbeFrame.lengthOf(size, target.mtu()),
                sequence++,
                nonce,
                digest,
                clock);
    }

    /** Notes a frame of this pseudowire that arrived here, and returns the answer to it if it is a probe. */
    synchronized Optional<ProbeFrame> take(ProbeFrame frame, long now) {
        if (frame.sender() == target.side()) {
            // A loop somewhere gives us back what we sent: it proves nothing.
            return Optional.empty();
        }
        return switch (frame.kind()) {
            case PROBE -> {
                heard.add(frame.size());
                yield Optional.of(frame.echo(target.mtu()));
            }
            case ECHO -> {
                long took = now - frame.clock();
                // Nobody but us knows our clock.
                if (took >= 0 && frame.sequence() >= 0 && frame.sequence() < sequence) {
                    echoed.add(frame.size());
                    roundTrip = OptionalLong.of(Math.min(took, roundTrip.orElse(took)));
                }
                yield Optional.empty();
            }
        };
    }

    /** Notes that a frame of another pseudowire arrived here. */
    synchronized void noteStray(Optional<PseudowireName> other) {
        strayed = true;
        other.ifPresent(name -> stray = name);
    }

    synchronized void noteTrouble(String error) {
        trouble = error;
    }

    /** Returns whether there was a probe since the beginning. */
    synchronized boolean isTried() {
        return tried;
    }

    synchronized boolean isEchoed(FrameSize size) {
        return echoed.contains(size);
    }

    boolean isDone() {
        return isEchoed(FrameSize.SMALL) && isEchoed(FrameSize.FULL);
    }

    synchronized Evidence evidence() {
        return new Evidence(
                heard.contains(FrameSize.SMALL),
                heard.contains(FrameSize.FULL),
                echoed.contains(FrameSize.SMALL),
                echoed.contains(FrameSize.FULL),
                roundTrip,
                target.mtu(),
                Optional.ofNullable(trouble),
                Optional.ofNullable(stray),
                strayed);
    }
}

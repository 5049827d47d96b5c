package io.pairwire.topology;

import io.pairwire.model.HostName;
import io.pairwire.model.Side;
import io.pairwire.model.TopologyName;
import io.pairwire.yaml.Problems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives numbers to what a topology leaves out.
 *
 * <p>What is written, and then what the lock file holds, has its number before anything new is given one. A new number is
 * looked for from the place that a digest of its topology, holder, end and quantity gives, upwards, until one is free on the
 * whole host, whatever the network namespace: an end can move to another without it. New ones are given in the order of their
 * holders' names, so that the order of the file does not matter.
 */
final class Allocator {
    private final TopologyName topology;
    private final LockDraft lock;
    private final Moves moves;
    private final Claims claims;
    private final Problems problems;
    private final Set<HostName> exhausted = new HashSet<>();

    Allocator(TopologyName topology, LockDraft lock, Moves moves, Claims claims, Problems problems) {
        this.topology = topology;
        this.lock = lock;
        this.moves = moves;
        this.claims = claims;
        this.problems = problems;
    }

    /** Returns what each holder has now, in their order; what cannot be given is reported, and missing. */
    Map<Holder, Holding> allocate(List<Wanted> wanted) {
        List<Wanted> sorted = new ArrayList<>(wanted);
        sorted.sort(Comparator.comparing(Wanted::holder));
        Map<Holder, Holding> holdings = new LinkedHashMap<>(sorted.size() * 2);
        for (Wanted each : sorted) {
            holdings.put(each.holder(), kept(each));
        }
        for (Wanted each : sorted) {
            holdings.computeIfPresent(each.holder(), (holder, kept) -> filled(each, kept));
        }
        return holdings;
    }

    private Holding kept(Wanted wanted) {
        Optional<Given<Holding>> locked = locked(wanted.holder());
        return locked.isEmpty()
                ? Holding.NONE
                : new Holding(
                        kept(Quantity.TUNNEL_ID, wanted, locked.get()),
                        kept(Quantity.UDP_PORT, wanted, locked.get()),
                        kept(Quantity.SESSION_ID, wanted, locked.get()));
    }

    private Optional<Given<Holding>> locked(Holder holder) {
        Given<Holding> own = lock.entries().get(holder);
        return own != null
                ? Optional.of(own)
                : moves.before(holder).stream()
                        .flatMap(before -> Optional.ofNullable(lock.entries().get(before)).stream())
                        .findFirst();
    }

    private Ends kept(Quantity quantity, Wanted wanted, Given<Holding> locked) {
        Ends kept = locked.value().orElse(Holding.NONE).of(quantity);
        for (Side side : Side.values()) {
            if (kept.of(side) == 0 || !wanted.has(quantity, side)) {
                kept = kept.of(side) == 0 ? kept : kept.with(side, 0);
            } else if (wanted.place(side).isPresent()) {
                claims.locked(quantity, wanted.place(side).get(), wanted.local(side), kept.of(side), locked.at());
            }
        }
        return kept;
    }

    private Holding filled(Wanted wanted, Holding kept) {
        long names = Digest.with(
                Digest.with(
                        Digest.with(Digest.start(), topology.text()),
                        wanted.holder().kind().toString()),
                wanted.holder().name());
        return new Holding(
                filled(Quantity.TUNNEL_ID, wanted, kept, names),
                filled(Quantity.UDP_PORT, wanted, kept, names),
                filled(Quantity.SESSION_ID, wanted, kept, names));
    }

    private Ends filled(Quantity quantity, Wanted wanted, Holding kept, long names) {
        Ends ends = kept.of(quantity);
        for (Side side : Side.values()) {
            if (ends.of(side) == 0
                    && wanted.has(quantity, side)
                    && wanted.place(side).isPresent()) {
                long digest = Digest.with(Digest.with(names, quantity.text()), side.toString());
                HostName host = wanted.place(side).get().host();
                ends = ends.with(side, free(quantity, wanted, host, digest));
            }
        }
        return ends;
    }

    private int free(Quantity quantity, Wanted wanted, HostName host, long digest) {
        int count = quantity.last() - quantity.first() + 1;
        int start = Digest.below(count, digest);
        boolean ports = quantity == Quantity.UDP_PORT;
        for (int step = 0; step < count && !(ports && exhausted.contains(host)); step++) {
            int number = quantity.first() + (start + step) % count;
            if (claims.take(quantity, host, number)) {
                return number;
            }
        }
        if (exhausted.add(host)) {
            problems.add(
                    LockRule.EXHAUSTED,
                    wanted.at(),
                    "host " + host + " has no " + quantity.phrase() + " left for " + wanted.holder() + ": all of "
                            + quantity.first() + " to " + quantity.last() + " are taken",
                    "let pseudowires share a tunnel, use 'encap: ip', or write 'udp_port' with ports of your own");
        }
        return 0;
    }
}

package io.pairwire.agent;

import io.pairwire.exchange.AuditEvent;
import io.pairwire.exchange.Author;
import io.pairwire.exchange.JournalEntry;
import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.l2tp.Patience;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.TopologyName;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Sockets;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.PlannedSession;
import io.pairwire.probe.ProbeSockets;
import io.pairwire.reconcile.Action;
import io.pairwire.reconcile.Conflict;
import io.pairwire.reconcile.Entanglement;
import io.pairwire.reconcile.HostReconciliation;
import io.pairwire.reconcile.Orders;
import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** This host, as one run sees it: observed once, changed at most once, part by part, each of which is then kept or taken back. */
final class Host implements Request.Visitor<Reply>, Closeable {
    private final Namespaces namespaces;
    private final AgentPaths paths;
    private final Disk disk;
    private final Locks locks;
    private final Patience.Clock clock;
    private final Patience patience;
    private final Probing probing;
    private final Switch armed;
    private final Contact contact;
    private final AuditLog audit;
    private final Processes processes;

    private @Nullable Tenure tenure;
    private @Nullable Claimed claimed;
    private @Nullable Observation observed;

    /** What was observed, also after all that was done about it. */
    private @Nullable Observation looked;

    private @Nullable Change change;
    private @Nullable Undertaking undertaking;

    /**
     * The host over these sockets.
     *
     * @param clock by which the lock is waited for
     * @param patience with what the kernel does after it has said yes
     * @param armed goes off where this run is not heard any more
     * @param contact how requests come here
     * @param time for the audit log
     */
    Host(
            Sockets sockets,
            ProbeSockets probes,
            AgentPaths paths,
            Disk disk,
            Locks locks,
            Patience.Clock clock,
            Patience patience,
            Switch armed,
            Contact contact,
            InstantSource time) {
        this.namespaces = new Namespaces(sockets, paths);
        this.probing = new Probing(namespaces, probes, paths);
        this.paths = paths;
        this.disk = disk;
        this.locks = locks;
        this.clock = clock;
        this.patience = patience;
        this.armed = armed;
        this.contact = contact;
        this.audit = new AuditLog(disk, paths, time);
        this.processes = new Processes(disk, paths);
    }

    /** Whose the host is, and for which topology. */
    private record Claimed(TopologyName topology, Request.Claim claim) {}

    /** What an agent needs that prepared a change itself, and one that took it over does not have. */
    private record Undertaking(Observation seen, Set<PseudowireName> held, Entanglement entanglement) {}

    @Override
    public Reply visit(Request.Observe request) {
        if (change != null && change.isOpen()) {
            return outOfTurn("observe", "kept or taken back what it applied");
        }
        Optional<String> complaint = change != null && change.isUntold() ? change.writeDown() : Optional.empty();
        if (complaint.isPresent()) {
            return unwritable("end the last change", complaint.get());
        }
        change = null;
        undertaking = null;
        try {
            TopologyName topology = request.plan().topology();
            if (request.claim().isPresent() && tenure == null) {
                tenure = Tenure.take(topology, request.claim().get(), paths, disk, locks, clock);
                armed.lease();
                settle(topology, AuditEvent.By.another(request.claim().get()));
                claimed = new Claimed(topology, request.claim().get());
            }
            Kernel own = namespaces.own();
            if (!request.plan().sessions().isEmpty()) {
                own.requireLoadable();
            }
            Observation seen = look(request.plan(), request.purpose());
            observed = seen;
            looked = seen;
            return answer(seen, Orders.NONE);
        } catch (RefusedException e) {
            return e.reply();
        } catch (NetlinkException e) {
            return Kernel.unfit(e).reply();
        }
    }

    /** Settles what a run left that is no more; who does so holds the lock. */
    private void settle(TopologyName topology, AuditEvent.By by) throws RefusedException {
        new Settling(books(topology), namespaces, patience, boot(), by).settle();
        try {
            disk.delete(paths.deadline(topology));
        } catch (IOException e) {
            // It names a moment and a process that are past: of no use, and no harm.
            return;
        }
    }

    private Observation look(HostPlan plan, Request.Purpose purpose) throws NetlinkException, RefusedException {
        Optional<HostPlan> manifest = manifest(plan.topology()).read();
        Optional<Change> pending = Change.left(books(plan.topology())).filter(Change::isBegun);
        Optional<HostPlan> meant = pending.map(left -> left.terms().plan());
        return new Observation(
                plan,
                purpose,
                new HostObserver(namespaces).observe(plan, Observation.left(manifest, meant)),
                manifest,
                meant,
                pending.map(left -> new Reply.Unconfirmed(left.terms().run(), left.open())));
    }

    @Override
    public Reply visit(Request.Reconsider request) {
        Observation seen = observed;
        if (seen == null || change != null) {
            return outOfTurn("reconsider", "observed");
        }
        try {
            return answer(seen, new Orders(Set.of(), request.remade()));
        } catch (NetlinkException e) {
            return Kernel.unfit(e).reply();
        }
    }

    private Reply answer(Observation seen, Orders orders) throws NetlinkException {
        HostReconciliation reconciliation = seen.reconcile(orders);
        Set<PseudowireName> cut = contact.path().isPresent()
                ? contact.path()
                        .get()
                        .of(
                                reconciliation,
                                seen.states().get(0),
                                namespaces.own().links())
                : Set.of();
        return seen.answer(reconciliation, cut);
    }

    @Override
    public Reply visit(Request.Resume request) {
        if (tenure != null || observed != null) {
            return outOfTurn("resume", "left off");
        }
        try {
            tenure = Tenure.takeOver(request.topology(), request.claim(), paths, disk, locks, clock, processes.self());
            armed.lease();
            claimed = new Claimed(request.topology(), request.claim());
            String run = request.claim().run();
            Optional<Change> left = Change.left(books(request.topology()))
                    .filter(found -> found.terms().run().equals(run));
            if (left.isEmpty()) {
                return new Reply.Resumed(
                        Set.of(),
                        journal(request.topology())
                                .last()
                                .filter(last -> last.run().equals(run))
                                .map(JournalEntry.Settled::confirmed)
                                .orElse(Set.of()));
            }
            return resume(left.get());
        } catch (RefusedException e) {
            return e.reply();
        } catch (IOException e) {
            return unwritable("take up the change", e);
        }
    }

    private Reply resume(Change left) throws IOException, RefusedException {
        if (!left.terms().boot().equals(boot())) {
            // The kernel started anew, and carries nothing of it.
            left.takenBack(left.openParts(), AuditEvent.By.A_RESTART, Map.of());
        }
        if (left.isOpen()) {
            armed.arm(left.terms().plan().topology(), left.terms().confirmTimeout());
        }
        left.writeDown();
        change = left;
        return new Reply.Resumed(left.open(), left.confirmed());
    }

    @Override
    public Reply visit(Request.Prepare request) {
        Observation seen = observed;
        Claimed by = claimed;
        if (seen == null || by == null || change != null) {
            return outOfTurn("prepare", "observed for it");
        }
        try {
            if (request.observeAgain()) {
                Observation again = look(seen.plan(), seen.purpose());
                if (!again.reconcile(Orders.NONE).equals(seen.reconcile(Orders.NONE))) {
                    return new Reply.Refused(
                            Reply.Refused.Why.STALE,
                            "it has changed since the plan was made",
                            "run the command again to see the new plan");
                }
            }
            return prepare(seen.with(request.cookies()), request, by);
        } catch (RefusedException e) {
            return e.reply();
        } catch (NetlinkException e) {
            return Kernel.unfit(e).reply();
        } catch (IOException e) {
            return unwritable("prepare the change", e);
        }
    }

    private Reply prepare(Observation seen, Request.Prepare request, Claimed by) throws IOException, RefusedException {
        HostReconciliation reconciliation = seen.reconcile(request.orders());
        requireCookies(seen.plan(), reconciliation);
        Set<PseudowireName> held = request.orders().held();
        Set<PseudowireName> known = Observation.blocked(seen.reconcile(Orders.NONE), held);
        Map<PseudowireName, String> unable = new LinkedHashMap<>();
        for (Conflict conflict : reconciliation.conflicts()) {
            if (!known.contains(conflict.pseudowire())) {
                unable.put(conflict.pseudowire(), conflict.message());
            }
        }
        Entanglement entanglement = Entanglement.of(reconciliation);
        Change next = Change.prepare(
                seen.terms(
                        by.claim(),
                        boot(),
                        request,
                        reconciliation,
                        entanglement,
                        new Author(by.claim().holder(), request.provenance(), contact.caller())),
                books(by.topology()),
                seen.manifest());
        if (!next.isEmpty()) {
            try {
                armed.arm(by.topology(), request.confirmTimeout());
            } catch (IOException e) {
                next.abandon();
                throw e;
            }
        }
        change = next;
        undertaking = new Undertaking(seen, held, entanglement);
        return new Reply.Prepared(unable);
    }

    /** A session whose cookies are to be made must not come without them: anybody could guess those that stand in their place. */
    private static void requireCookies(HostPlan plan, HostReconciliation reconciliation) throws RefusedException {
        Set<PseudowireName> coming = new HashSet<>();
        reconciliation
                .actions()
                .values()
                .forEach(actions -> actions.forEach(action -> {
                    if (action instanceof Action.CreateSession create) {
                        coming.add(create.pseudowire());
                    }
                }));
        for (PlannedSession planned : plan.sessions()) {
            if (planned.made().any() && coming.contains(planned.pseudowire())) {
                throw new RefusedException(
                        Reply.Refused.Why.INTERNAL,
                        "told to make " + planned.pseudowire() + " without the cookies that were to be made for it",
                        "report this");
            }
        }
    }

    @Override
    public Reply visit(Request.Apply request) {
        Change prepared = change;
        Undertaking task = undertaking;
        if (prepared == null || task == null || !prepared.canBegin(request.pseudowires())) {
            return outOfTurn("apply", "prepared it");
        }
        try {
            prepared.begin(request.pseudowires());
            Set<PseudowireName> others = prepared.notConfirmed();
            others.removeAll(request.pseudowires());
            return new Applying(namespaces, patience, task.seen(), task.held())
                    .apply(
                            task.entanglement().actionsOf(request.pseudowires()),
                            request.pseudowires(),
                            others,
                            prepared.manifestWith(others));
        } catch (RefusedException e) {
            return e.reply();
        } catch (IOException e) {
            return unwritable("begin the change", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Refused(Reply.Refused.Why.INTERNAL, "interrupted", "");
        }
    }

    @Override
    public Reply visit(Request.Confirm request) {
        Change prepared = change;
        if (prepared == null || !prepared.canConfirm(request.pseudowires())) {
            return outOfTurn("confirm", "applied it");
        }
        try {
            Optional<String> complaint = prepared.confirm(request.pseudowires(), request.verdicts());
            if (complaint.isEmpty()) {
                restIfSettled(prepared);
            }
            return new Reply.Confirmed(complaint);
        } catch (IOException e) {
            return unwritable("keep the change", e);
        }
    }

    /** Stands down where nothing is open any more. */
    private void restIfSettled(Change prepared) {
        if (!prepared.isOpen()) {
            armed.disarm();
            observed = null;
        }
    }

    @Override
    public Reply visit(Request.Listen request) {
        Observation seen = looked;
        return seen == null ? outOfTurn("listen", "observed") : probing.listen(request, seen.plan(), seen.states());
    }

    @Override
    public Reply visit(Request.Probe request) {
        return probing.probe(request);
    }

    @Override
    public Reply visit(Request.RollBack request) {
        Change prepared = change;
        return new Reply.RolledBack(
                prepared == null
                        ? Map.of()
                        : takeBack(
                                prepared,
                                prepared.openParts(request.pseudowires()),
                                AuditEvent.By.THE_RUN,
                                request.reasons()));
    }

    @Override
    public Reply visit(Request.Heartbeat request) {
        return outOfTurn("answer a heartbeat", "a reason to");
    }

    /** Goes back by itself to what was observed of all that is not confirmed, and returns what could not be taken back. */
    Map<PseudowireName, List<String>> takeBack() {
        Change prepared = change;
        return prepared == null ? Map.of() : takeBack(prepared, prepared.openParts(), AuditEvent.By.THE_HOST, Map.of());
    }

    private Map<PseudowireName, List<String>> takeBack(
            Change prepared, List<JournalEntry.Part> parts, AuditEvent.By by, Map<PseudowireName, String> reasons) {
        Map<PseudowireName, List<String>> left = new LinkedHashMap<>();
        try {
            Settling.takeBack(
                            prepared,
                            parts,
                            namespaces,
                            patience,
                            prepared.terms().boot(),
                            by,
                            reasons)
                    .forEach((part, words) -> {
                        System.err.println("pairwire agent: cannot take back: " + words);
                        part.pseudowires().forEach(pseudowire -> left.put(pseudowire, words));
                    });
            restIfSettled(prepared);
        } catch (IOException e) {
            // It is done, but the next run does not know, and will find that out for itself.
            System.err.println("pairwire agent: cannot note what was taken back: " + e);
        }
        return left;
    }

    /** Returns whether something is changed that is neither kept nor taken back. */
    boolean hasBegun() {
        return change != null && change.isBegun();
    }

    /** Returns the process that wants to take over from this one, if any does. */
    Optional<String> successor() {
        Tenure held = tenure;
        return held == null ? Optional.empty() : held.successor();
    }

    /** Opens the way to the kernel beforehand, and asks it nothing yet: what it says may be another thing once the lock is had. */
    void getReady() {
        try {
            namespaces.own();
        } catch (NetlinkException e) {
            // It fails again when it is needed, and is told then.
            return;
        }
    }

    /** Loads, opens and reads beforehand what settling takes, so that it goes quickly once it is time. Changes nothing. */
    void getReady(TopologyName topology) {
        try {
            Optional<Change> left = Change.left(books(topology));
            if (left.isPresent()) {
                Undoing.rehearse(left.get().openParts(), left.get().terms().plan(), namespaces);
            }
        } catch (NetlinkException | RefusedException e) {
            // It fails again when it is time, and is told then.
            return;
        }
    }

    /** Settles what was left for a topology, for want of anybody else, if it is still time once the lock is had. */
    boolean settle(TopologyName topology, Request.Claim claim, Due due) throws RefusedException, IOException {
        tenure = Tenure.take(topology, claim, paths, disk, locks, clock);
        boolean isDue = due.isIt();
        if (isDue) {
            settle(topology, AuditEvent.By.THE_GUARD);
        }
        return isDue;
    }

    /** Whether it is time. */
    interface Due {
        boolean isIt() throws IOException;
    }

    private Change.Books books(TopologyName topology) {
        return new Change.Books(journal(topology), manifest(topology), audit, processes);
    }

    private Journal journal(TopologyName topology) {
        return new Journal(disk, paths.journal(topology), paths.last(topology));
    }

    private ManifestStore manifest(TopologyName topology) {
        return new ManifestStore(disk, paths.manifest(topology));
    }

    private String boot() throws RefusedException {
        try {
            return processes.boot();
        } catch (IOException e) {
            throw new RefusedException(
                    Reply.Refused.Why.UNFIT, "cannot read " + paths.bootId() + ": " + e, "mount /proc on the host");
        }
    }

    private Reply unwritable(String what, Object cause) {
        return new Reply.Refused(
                Reply.Refused.Why.UNFIT,
                "cannot " + what + ": " + cause,
                "look at the disks below " + paths.state() + ", " + paths.log() + " and " + paths.runtime());
    }

    private static Reply outOfTurn(String what, String condition) {
        return new Reply.Refused(Reply.Refused.Why.INTERNAL, "asked to " + what + " without having " + condition, "");
    }

    @Override
    public void close() throws IOException {
        probing.close();
        Tenure held = tenure;
        tenure = null;
        namespaces.close();
        if (held != null) {
            held.close();
        }
    }
}

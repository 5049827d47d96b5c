package io.pairwire.agent;

import io.pairwire.exchange.ExchangeException;
import io.pairwire.exchange.Manifest;
import io.pairwire.exchange.Reply;
import io.pairwire.plan.HostPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A topology's manifest on this host; one that would say nothing is no file. */
final class ManifestStore {
    private final Disk disk;
    private final Path file;
    private Optional<Rendered> reserved = Optional.empty();

    /** A plan and its text, which takes a while to make. */
    private record Rendered(HostPlan plan, String text) {
        static Rendered of(HostPlan plan) {
            return new Rendered(plan, Manifest.write(plan));
        }
    }

    ManifestStore(Disk disk, Path file) {
        this.disk = disk;
        this.file = file;
    }

    /** Returns what the manifest says, if there is one. */
    Optional<HostPlan> read() throws RefusedException {
        try {
            Optional<String> text = disk.read(file);
            return text.isPresent() ? Optional.of(Manifest.read(text.get())) : Optional.empty();
        } catch (ExchangeException e) {
            throw new RefusedException(
                    Reply.Refused.Why.UNFIT,
                    "the manifest " + file + " cannot be understood: " + e.getMessage(),
                    "if it is of a newer version, use that version; if it is damaged, move it away, and ownership is told by"
                            + " the interfaces' aliases alone");
        } catch (IOException e) {
            throw new RefusedException(
                    Reply.Refused.Why.UNFIT,
                    "cannot read the manifest " + file + ": " + e,
                    "the agent must run as root");
        }
    }

    /** Makes sure that there is room for what the manifest is to say. */
    void reserve(Optional<HostPlan> plan) throws IOException {
        reserved = plan.map(Rendered::of);
        if (reserved.isPresent()) {
            disk.reserve(file, reserved.get().text());
        } else {
            // Whoever cannot write here can take nothing away either.
            disk.reserve(file, "");
            disk.release(file);
        }
    }

    /** Makes the manifest say this. */
    void write(Optional<HostPlan> plan) throws IOException {
        if (plan.isPresent()) {
            disk.replace(file, text(plan.get()));
        } else {
            disk.delete(file);
        }
    }

    private String text(HostPlan plan) {
        return reserved.filter(made -> made.plan().equals(plan))
                .orElseGet(() -> Rendered.of(plan))
                .text();
    }

    /** Gives back what was reserved. */
    void release() throws IOException {
        disk.release(file);
    }
}

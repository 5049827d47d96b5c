package io.pairwire.agent;

import io.pairwire.exchange.AuditEvent;
import io.pairwire.exchange.AuditLine;
import io.pairwire.exchange.JournalEntry;
import io.pairwire.model.PseudowireName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/** What runs have changed on this host, for those who ask later: lines that are added and never touched again, whatever the topology. */
final class AuditLog {
    private final Disk disk;
    private final AgentPaths paths;
    private final InstantSource time;

    AuditLog(Disk disk, AgentPaths paths, InstantSource time) {
        this.disk = disk;
        this.paths = paths;
        this.time = time;
    }

    /**
     * Makes sure, before anything is changed, that there is a place to write what is about to be, and room for it: as much as the journal takes, which says
     * more of each part, and a head for each.
     *
     * @param journal what the journal says of it
     */
    void makeSure(JournalEntry.Prepared terms, String journal) throws IOException {
        String head = line(terms, Set.of(), new AuditEvent.Begun(Map.of())).write();
        Path file = paths.auditTrial(terms.plan().topology());
        disk.reserve(file, journal + head.repeat(terms.parts().size()));
        disk.release(file);
    }

    /** Adds a line for each of some parts of a change. */
    void write(JournalEntry.Prepared terms, Map<Set<PseudowireName>, AuditEvent> events) throws IOException {
        if (!events.isEmpty()) {
            StringBuilder lines = new StringBuilder();
            events.forEach(
                    (part, event) -> lines.append(line(terms, part, event).write()));
            disk.log(paths.audit(), lines.toString());
        }
    }

    private AuditLine line(JournalEntry.Prepared terms, Set<PseudowireName> part, AuditEvent event) {
        return new AuditLine(
                time.instant(), terms.plan().topology(), terms.plan().host(), terms.run(), terms.author(), part, event);
    }
}

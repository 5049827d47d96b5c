package io.pairwire.agent;

import io.pairwire.exchange.AuditEvent;
import io.pairwire.exchange.AuditLines;
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
        String head = lines(terms).line(Set.of(), new AuditEvent.Begun(Map.of()));
        Path file = paths.auditTrial(terms.plan().topology());
        disk.reserve(file, journal + head.repeat(terms.parts().size()));
        disk.release(file);
    }

    /** Adds a line for each of some parts of a change. */
    void write(JournalEntry.Prepared terms, Map<Set<PseudowireName>, AuditEvent> events) throws IOException {
        if (!events.isEmpty()) {
            AuditLines lines = lines(terms);
            StringBuilder text = new StringBuilder();
            events.forEach((part, event) -> text.append(lines.line(part, event)));
            disk.log(paths.audit(), text.toString());
        }
    }

    private AuditLines lines(JournalEntry.Prepared terms) {
        return new AuditLines(
                time.instant(), terms.plan().topology(), terms.plan().host(), terms.run(), terms.author());
    }
}

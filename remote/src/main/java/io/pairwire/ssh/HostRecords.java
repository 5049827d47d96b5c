package io.pairwire.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The recorded host keys of a run, each set of files read once, and again after a line was added to one of them. */
final class HostRecords {
    private final Map<List<Path>, KnownHosts> read = new HashMap<>();

    /** Returns what is recorded in these files. */
    synchronized KnownHosts of(List<Path> files) throws IOException {
        KnownHosts known = read.get(files);
        if (known == null) {
            known = KnownHosts.read(files);
            read.put(files, known);
        }
        return known;
    }

    /** Records a key that nothing is known of, where it is to be; whoever meets the host at the same time waits and then finds it. */
    synchronized KnownHosts.Finding record(HostKeyPolicy policy, HostKey key) throws IOException {
        KnownHosts.Finding finding = of(policy.files()).judge(policy.names(), key, java.time.Instant.now());
        if (finding.verdict() != KnownHosts.Verdict.UNKNOWN) {
            return finding;
        }
        NewHostKeys.record(policy.newKeysFile(), policy.names().name(), policy.hashNames(), finding.key());
        read.clear();
        return of(policy.files()).judge(policy.names(), key, java.time.Instant.now());
    }
}

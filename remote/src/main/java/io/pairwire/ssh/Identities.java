package io.pairwire.ssh;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What there is to log in with.
 *
 * @param files private keys, in order
 * @param named whether somebody named these files, which then must be there; else they are what OpenSSH would look for
 * @param certificates certificates besides those that lie beside the keys
 * @param only whether the agent's other keys are left out
 * @param agent where ssh-agent listens
 */
record Identities(List<Path> files, boolean named, List<Path> certificates, boolean only, Optional<Path> agent) {
    Identities {
        files = List.copyOf(files);
        certificates = List.copyOf(certificates);
    }
}

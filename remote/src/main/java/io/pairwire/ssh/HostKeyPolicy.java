package io.pairwire.ssh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a server is to prove who it is.
 *
 * @param names what it is recorded as
 * @param userFiles where its key may be recorded; new ones go to the first
 * @param systemFiles where its key may be recorded too
 * @param acceptNew whether a key is recorded of a server of which none is
 * @param hashNames whether its name is then hashed
 */
record HostKeyPolicy(
        KnownHosts.Names names, List<Path> userFiles, List<Path> systemFiles, boolean acceptNew, boolean hashNames) {
    HostKeyPolicy {
        userFiles = List.copyOf(userFiles);
        systemFiles = List.copyOf(systemFiles);
    }

    List<Path> files() {
        List<Path> files = new ArrayList<>(userFiles);
        files.addAll(systemFiles);
        return files;
    }

    Path newKeysFile() throws java.io.IOException {
        if (userFiles.isEmpty()) {
            throw new java.io.IOException("there is no file to record it in (UserKnownHostsFile none)");
        }
        return userFiles.get(0);
    }
}

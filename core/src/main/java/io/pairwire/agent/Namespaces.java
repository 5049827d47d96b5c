package io.pairwire.agent;

import io.pairwire.exchange.Reply;
import io.pairwire.model.NetnsName;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Sockets;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** This host's kernel as it is spoken to in each of its network namespaces, opened when it is first asked for. */
final class Namespaces implements Closeable {
    private final Sockets sockets;
    private final AgentPaths paths;
    private final Map<Optional<NetnsName>, Kernel> opened = new HashMap<>();

    Namespaces(Sockets sockets, AgentPaths paths) {
        this.sockets = sockets;
        this.paths = paths;
    }

    /** Returns the kernel in the host's own namespace, where this process is. */
    Kernel own() throws NetlinkException {
        Kernel known = opened.get(Optional.<NetnsName>empty());
        return known == null ? open(Optional.empty(), sockets) : known;
    }

    /** Returns the kernel in a namespace; empty where there is none of that name. */
    Optional<Kernel> in(Optional<NetnsName> netns) throws NetlinkException, RefusedException {
        if (netns.isEmpty()) {
            return Optional.of(own());
        }
        Kernel known = opened.get(netns);
        if (known != null) {
            return Optional.of(known);
        }
        Path file = paths.namespaces().resolve(netns.get().text());
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(open(netns, sockets.within(file)));
        } catch (NetlinkException e) {
            throw new RefusedException(
                    Reply.Refused.Why.UNFIT,
                    "network namespace " + netns.get() + " (" + file + ") cannot be entered: " + e.getMessage(),
                    "the agent must run as root; if 'ip netns exec " + netns.get() + " true' fails too, make it anew");
        }
    }

    /** Returns the names of those that can be entered: a file that outlived its namespace holds nothing. */
    Set<NetnsName> names() {
        Set<NetnsName> names = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(paths.namespaces())) {
            for (Path file : files) {
                nameOf(file).filter(this::canBeEntered).ifPresent(names::add);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Where there is no directory of them, there are none.
            return names;
        }
        return names;
    }

    /** A topology cannot have named what is no name to us, so nothing of ours is there. */
    private static Optional<NetnsName> nameOf(Path file) {
        try {
            return Optional.of(new NetnsName(String.valueOf(file.getFileName())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean canBeEntered(NetnsName name) {
        try {
            return in(Optional.of(name)).isPresent();
        } catch (NetlinkException | RefusedException e) {
            return false;
        }
    }

    /** Returns how many requests that change something were sent so far, in all of them. */
    long writes() {
        return opened.values().stream().mapToLong(Kernel::writes).sum();
    }

    private Kernel open(Optional<NetnsName> netns, Sockets there) throws NetlinkException {
        Kernel kernel = Kernel.open(there, new Modules(paths.modules(), paths.modprobe()));
        opened.put(netns, kernel);
        return kernel;
    }

    @Override
    public void close() throws NetlinkException {
        for (Kernel kernel : opened.values()) {
            kernel.close();
        }
        opened.clear();
    }
}

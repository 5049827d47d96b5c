package io.pairwire.world;

import io.pairwire.model.HostName;
import io.pairwire.ssh.AgentProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a world stands on: hosts that reach each other, as a test handles them without the product.
 *
 * <p>Each has the bridges {@code br0} to {@code br3} and the network namespace {@link #NETNS}, with the same bridges and
 * addresses of its own.
 */
public interface Ground {
    /** The network namespace that each host has. */
    String NETNS = "room";

    /** How many bridges each place has. */
    int BRIDGES = 4;

    /** Returns the names of the hosts. */
    List<String> hosts();

    /** Returns the two outer addresses that a host has of a family, in its own network namespace or in the one that it has. */
    List<String> addresses(String host, boolean ipv6, boolean inside);

    /** Starts an agent on a host. */
    AgentProcess start(HostName host) throws IOException;

    /** Returns the directory below which a host's agent keeps its files. */
    Path files(String host);

    /**
     * Works at a host by hand, in its own network namespace or in the one that it has.
     *
     * @param commands of {@code ip}, without the word
     */
    void ip(String host, boolean inside, List<String> commands);

    /** Returns all that is carried, at each place: {@code host1}, and {@code host1/room} for its network namespace. */
    Map<String, List<Fact>> dump();

    /** Returns how many orders the kernels have heard from agents. */
    long orders();

    /** Returns the place of a host's own network namespace, or of the one that it has. */
    static String place(String host, boolean inside) {
        return inside ? host + "/" + NETNS : host;
    }
}

package io.pairwire.inventory;

import java.util.List;

/** How SSH gets to a host that it does not reach by itself. */
public sealed interface Proxy {
    /**
     * {@code ProxyJump}: through other hosts.
     *
     * @param hosts one or more; the first is spoken to straight, the last speaks to the host
     */
    record Jump(List<JumpHost> hosts) implements Proxy {
        public Jump {
            hosts = List.copyOf(hosts);
            if (hosts.isEmpty()) {
                throw new IllegalArgumentException("a jump takes a host at least");
            }
        }
    }

    /**
     * {@code ProxyCommand}: through a program's standard input and output.
     *
     * @param text a shell's command line; {@code %h}, {@code %p}, {@code %r}, {@code %n} and {@code %%} stand in it as they were written
     */
    record Command(String text) implements Proxy {
        public Command {
            if (text.isBlank()) {
                throw new IllegalArgumentException("a proxy command is not blank");
            }
        }
    }
}

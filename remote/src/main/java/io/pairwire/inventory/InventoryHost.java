package io.pairwire.inventory;

import io.pairwire.model.HostName;
import io.pairwire.model.IpAddress;
import io.pairwire.secret.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A host of an inventory, every variable settled.
 *
 * @param address where SSH finds it: {@code ansible_host}, or its name
 * @param port {@code ansible_port}, or 22
 * @param user {@code ansible_user}; absent where the user's own SSH configuration decides
 * @param privateKeyFile {@code ansible_ssh_private_key_file}, absolute
 * @param sshArguments what {@code ansible_ssh_common_args} and its like ask for: jump hosts, a proxy command, options
 * @param password {@code ansible_password}, or {@code ansible_ssh_pass}
 * @param become how to become another user; absent unless {@code ansible_become} is true
 * @param pairwireLocal {@code pairwire_local}: the outer address of this host's tunnels, where it is written
 * @param takesRuntime {@code pairwire_runtime}: whether it is sent a Java runtime where it has no Java, if it is said
 * @param cacheDirectory {@code pairwire_cache}: where the agent lies there, if not in the usual place
 * @param groups the groups it is in, parents too, in alphabetical order, {@code all} first
 * @param variables every variable that counts for it, also those that mean nothing to us
 * @param ownVariables those that it is given itself, inline or in {@code host_vars}
 */
public record InventoryHost(
        HostName name,
        String address,
        int port,
        Optional<String> user,
        Optional<Path> privateKeyFile,
        SshArguments sshArguments,
        Optional<Secret> password,
        Optional<Become> become,
        Optional<IpAddress> pairwireLocal,
        Optional<Boolean> takesRuntime,
        Optional<String> cacheDirectory,
        List<String> groups,
        Map<String, Value> variables,
        Map<String, Value> ownVariables) {
    /** The port of SSH. */
    public static final int DEFAULT_PORT = 22;

    public InventoryHost {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a TCP port is 1 to 65535, not " + port);
        }
        groups = List.copyOf(groups);
        variables = Map.copyOf(variables);
        ownVariables = Map.copyOf(ownVariables);
    }

    /**
     * Returns the outer address of this host's tunnels where an end does not write its own: {@code pairwire_local},
     * otherwise {@link #address} where that is an IP address and no name. Names are never looked up.
     */
    public Optional<IpAddress> localAddress() {
        return pairwireLocal.or(this::literalAddress);
    }

    /** Returns the variable that {@link #localAddress} comes from; a host without either may have an address for its name. */
    public String localVariable() {
        return pairwireLocal.isPresent()
                ? HostVariables.PAIRWIRE_LOCAL
                : variables.containsKey(HostVariables.HOST) ? HostVariables.HOST : "the name";
    }

    private Optional<IpAddress> literalAddress() {
        try {
            return Optional.of(IpAddress.parse(address));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns the name, address and port: never a variable, which may be a password. */
    @Override
    public String toString() {
        return name + " (" + address + " port " + port + ")";
    }
}

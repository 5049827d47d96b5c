package io.pairwire.ssh;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A host as whoever wants to reach it tells of it. What is not said, OpenSSH's configuration and its defaults decide.
 *
 * @param name what people call it; shown in every message
 * @param address the DNS name or IP address to connect to, or a name that OpenSSH's configuration knows
 * @param port the TCP port, 1 to 65535
 * @param user whom to log in as
 * @param privateKeyFile the key to log in with
 * @param settings what else is said of it, by OpenSSH's keywords in lower case, such as {@code proxyjump}
 * @param sudo how to become root there, if the user is not
 * @param lodging where and how the agent lives there
 */
public record SshHost(
        String name,
        String address,
        OptionalInt port,
        Optional<String> user,
        Optional<Path> privateKeyFile,
        Map<String, String> settings,
        Optional<Sudo> sudo,
        Lodging lodging) {
    public SshHost {
        settings = Map.copyOf(settings);
        if (name.isBlank() || address.isBlank() || user.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException("name, address and user of an SSH host must not be blank");
        }
        if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > 65535)) {
            throw new IllegalArgumentException("SSH port must be 1 to 65535, not " + port.getAsInt());
        }
    }

    /** Returns the host of this name and address, nothing else being said of it. */
    public static SshHost of(String name, String address) {
        return new SshHost(
                name,
                address,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Lodging.USUAL);
    }

    /** Returns this host at a port. */
    public SshHost withPort(int number) {
        return new SshHost(name, address, OptionalInt.of(number), user, privateKeyFile, settings, sudo, lodging);
    }

    /** Returns this host for a user. */
    public SshHost withUser(String login) {
        return new SshHost(name, address, port, Optional.of(login), privateKeyFile, settings, sudo, lodging);
    }

    /** Returns this host with a key. */
    public SshHost withPrivateKeyFile(Path file) {
        return new SshHost(name, address, port, user, Optional.of(file), settings, sudo, lodging);
    }

    /** Returns this host with what OpenSSH's configuration might say of it, instead of what that says. */
    public SshHost withSettings(Map<String, String> said) {
        return new SshHost(name, address, port, user, privateKeyFile, said, sudo, lodging);
    }

    /** Returns this host where root is become by sudo. */
    public SshHost withSudo(Sudo by) {
        return new SshHost(name, address, port, user, privateKeyFile, settings, Optional.of(by), lodging);
    }

    /** Returns this host where the agent lives so. */
    public SshHost withLodging(Lodging so) {
        return new SshHost(name, address, port, user, privateKeyFile, settings, sudo, so);
    }
}

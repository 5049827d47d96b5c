package io.pairwire.ssh;

/**
 * An SSH server, everything about where it is settled.
 *
 * @param name what people call it; shown in every message
 * @param address the DNS name or IP address to connect to
 * @param port the TCP port, 1 to 65535
 * @param user whom to log in as
 */
public record SshTarget(String name, String address, int port, String user) {
    /** The port of SSH when nothing else is said. */
    public static final int DEFAULT_PORT = 22;

    public SshTarget {
        if (name.isBlank() || address.isBlank() || user.isBlank()) {
            throw new IllegalArgumentException("name, address and user of an SSH target must not be blank");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("SSH port must be 1 to 65535, not " + port);
        }
    }

    /** Returns the host of this name and address on port 22, as the user who runs this process. */
    public static SshTarget of(String name, String address) {
        return new SshTarget(name, address, DEFAULT_PORT, currentUser());
    }

    /** Returns whom OpenSSH would log in as when nobody says: the user who runs this process. */
    public static String currentUser() {
        return System.getProperty("user.name");
    }

    /** Returns {@code address:port}, an IPv6 address in brackets. */
    public String endpoint() {
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }

    @Override
    public String toString() {
        return name + " (" + user + "@" + endpoint() + ")";
    }
}

package io.pairwire.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The command line that a host runs: {@code bootstrap.sh} with its variables, quoted for any login shell.
 *
 * @param nonce the random word that marks the bootstrap's own lines
 * @param sha256 the digest of the agent jar
 * @param size the octets of the agent jar
 * @param cache the cache directory, or empty for the usual one
 * @param jvms where Java runtimes are installed
 * @param osRelease the file that names the distribution
 * @param status the file that tells what a process may do
 * @param sudo the program to become root by, or empty
 * @param sudoAsks whether that may ask for a password
 * @param rehearse whether the host may prepare faster starts by itself
 */
record Bootstrap(
        String nonce,
        String sha256,
        long size,
        String cache,
        String jvms,
        String osRelease,
        String status,
        String sudo,
        boolean sudoAsks,
        boolean rehearse) {
    private static final String SCRIPT = load();

    Bootstrap {
        if (!nonce.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("a nonce is 32 hexadecimal digits, not '" + nonce + "'");
        }
    }

    static Bootstrap of(String nonce, AgentJar jar, SshOptions options, Optional<Sudo> sudo) {
        return new Bootstrap(
                nonce,
                jar.sha256(),
                jar.size(),
                options.cacheDirectory().orElse(""),
                "/usr/lib/jvm",
                "/etc/os-release",
                "/proc/self/status",
                sudo.map(Sudo::program).orElse(""),
                sudo.isPresent() && (sudo.get().password().isPresent() || options.asksForSudoPassword()),
                options.rehearsal());
    }

    /** Returns what the bootstrap's own lines start with. Not to be found in the command line itself, should that be echoed. */
    String marker() {
        return "PAIRWIRE " + nonce + " ";
    }

    /** Returns what sudo asks for a password with, on standard error. */
    String sudoMarker() {
        return "pairwire-" + nonce + "-sudo:";
    }

    /** Returns the POSIX shell program. */
    String program() {
        return "nonce=" + quote(nonce)
                + "\nsha256=" + quote(sha256)
                + "\nsize=" + size
                + "\ncache=" + quote(cache)
                + "\njvms=" + quote(jvms)
                + "\nos_release=" + quote(osRelease)
                + "\nstatus=" + quote(status)
                + "\nsudo=" + quote(sudo)
                + "\nsudo_asks=" + (sudoAsks ? "yes" : "no")
                + "\nrehearse=" + (rehearse ? "yes" : "no")
                + "\n" + SCRIPT;
    }

    /**
     * Returns the command line. The login shell may be any: bash, zsh, fish and csh agree on what single quotes do only for
     * text without quotes, backslashes that another backslash follows, exclamation marks and line ends. So these travel as
     * printf escapes, and {@code /bin/sh} puts them back.
     */
    String commandLine() {
        return "exec /bin/sh -c 'eval \"$(printf %b \"$1\")\"' pairwire '" + escape(program()) + "'";
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 1000);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet == '\n') {
                escaped.append("\\n");
            } else if (octet < ' ' || octet > '~' || octet == '\'' || octet == '\\' || octet == '!') {
                escaped.append(String.format("\\0%03o", octet & 0xff));
            } else {
                escaped.append((char) octet);
            }
        }
        return escaped.toString();
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String load() {
        try (InputStream in = Bootstrap.class.getResourceAsStream("bootstrap.sh")) {
            if (in == null) {
                throw new IllegalStateException("bootstrap.sh is missing from this jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

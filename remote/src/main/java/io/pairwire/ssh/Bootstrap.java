package io.pairwire.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command line that a host runs: parts of a shell program with their variables, quoted for any login shell.
 *
 * @param task what it is for
 * @param nonce the random word that marks the program's own lines
 * @param sha256 the digest of the agent jar; empty where none is to run
 * @param size the octets of the agent jar
 * @param cache the cache directory, or empty for the usual one
 * @param places where things are on the host
 * @param sudo the program to become root by, or empty
 * @param sudoAsks whether that may ask for a password
 * @param rehearse whether the host may prepare faster starts by itself
 * @param push whether a host without Java is sent a runtime
 * @param anyway whether to go on without any privilege
 * @param check whether to say only what would be removed
 */
record Bootstrap(
        Task task,
        String nonce,
        String sha256,
        long size,
        String cache,
        Places places,
        String sudo,
        boolean sudoAsks,
        boolean rehearse,
        boolean push,
        boolean anyway,
        boolean check) {
    /** What a host is asked to do, and the parts that do it. */
    enum Task {
        /** Become the agent. */
        AGENT("privilege cache enter java parcel runtime agent"),
        /** Remove what lies in the cache. */
        CLEAN("privilege cache clean"),
        /** Say how the host stands. */
        DOCTOR("privilege cache java doctor");

        private final String parts;

        Task(String parts) {
            this.parts = parts;
        }

        private String script() {
            return Stream.of(parts.split(" ", -1)).map(Bootstrap::load).collect(Collectors.joining("\n"));
        }
    }

    /**
     * Where things are on a host.
     *
     * @param jvms where Java runtimes are installed
     * @param osRelease the file that names the distribution
     * @param status the file that tells what a process may do
     * @param loaders where the dynamic loader of musl would be
     * @param state where agents keep what is not confirmed
     * @param processes where the kernel shows processes
     * @param modules where the kernel shows its modules
     */
    record Places(
            String jvms,
            String osRelease,
            String status,
            String loaders,
            String state,
            String processes,
            String modules) {
        static final Places USUAL = new Places(
                "/usr/lib/jvm",
                "/etc/os-release",
                "/proc/self/status",
                "/lib",
                "/run/pairwire",
                "/proc",
                "/sys/module");
    }

    Bootstrap {
        if (!nonce.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("a nonce is 32 hexadecimal digits, not '" + nonce + "'");
        }
    }

    /** What starts an agent. */
    static Bootstrap of(String nonce, AgentJar jar, SshOptions options, SshHost host) {
        return of(Task.AGENT, nonce, jar.sha256(), jar.size(), options, host, false);
    }

    /** What does something that takes no agent. */
    static Bootstrap of(Errand errand, String nonce, SshOptions options, SshHost host) {
        Bootstrap usual = of(errand.task(), nonce, "", 0, options, host, errand.check());
        return errand.asLogin() ? usual.withoutPrivilege() : usual;
    }

    private static Bootstrap of(
            Task task, String nonce, String sha256, long size, SshOptions options, SshHost host, boolean check) {
        Optional<Sudo> sudo = host.sudo().or(options::sudo);
        return new Bootstrap(
                task,
                nonce,
                sha256,
                size,
                host.lodging().cacheDirectory().or(options::cacheDirectory).orElse(""),
                Places.USUAL,
                sudo.map(Sudo::program).orElse(""),
                sudo.isPresent() && (sudo.get().password().isPresent() || options.asksForSudoPassword()),
                options.rehearsal(),
                host.lodging().takesRuntime().orElse(options.pushesRuntime()),
                false,
                check);
    }

    private Bootstrap withoutPrivilege() {
        return new Bootstrap(task, nonce, sha256, size, cache, places, "", false, rehearse, push, true, check);
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
                + "\njvms=" + quote(places.jvms())
                + "\nos_release=" + quote(places.osRelease())
                + "\nstatus=" + quote(places.status())
                + "\nloaders=" + quote(places.loaders())
                + "\nstate=" + quote(places.state())
                + "\nprocesses=" + quote(places.processes())
                + "\nmodules=" + quote(places.modules())
                + "\nsudo=" + quote(sudo)
                + "\nsudo_asks=" + word(sudoAsks)
                + "\nrehearse=" + word(rehearse)
                + "\npush=" + word(push)
                + "\nanyway=" + word(anyway)
                + "\ncheck=" + word(check)
                + "\n" + task.script();
    }

    private static String word(boolean holds) {
        return holds ? "yes" : "no";
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
                escaped.append("\\0")
                        .append(octal(octet, 6))
                        .append(octal(octet, 3))
                        .append(octal(octet, 0));
            } else {
                escaped.append((char) octet);
            }
        }
        return escaped.toString();
    }

    /** Returns one digit of three. A program has some hundred such octets, and a format would be read for each. */
    private static char octal(byte octet, int shift) {
        return (char) ('0' + ((octet & 0xff) >> shift & 7));
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String load(String part) {
        try (InputStream in = Bootstrap.class.getResourceAsStream(part + ".sh")) {
            if (in == null) {
                throw new IllegalStateException(part + ".sh is missing from this jar");
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

package io.pairwire.ssh;

import io.pairwire.ssh.SshException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Settles how hosts are reached, from what is said of them, the options, OpenSSH's configuration and its defaults, in this order. */
record Routes(SshOptions options) {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);
    private static final int LONGEST = 16;

    /** Returns how a host is reached; contacts nobody. */
    Route to(SshHost host) throws SshException {
        return route(host, Optional.empty(), 0);
    }

    /**
     * @param jumps the hosts on the way where that is settled already: a list of several is one way, whatever is said of the later ones
     */
    private Route route(SshHost host, Optional<List<Jump>> jumps, int depth) throws SshException {
        SshTarget unsettled = new SshTarget(
                host.name(), host.address(), host.port().orElse(22), host.user().orElse("?"));
        if (depth > LONGEST) {
            throw wrong(
                    unsettled, "jump hosts lead round in a circle", "Mend ProxyJump: a jump host may not need itself.");
        }
        try {
            ConfigValues values = options.config().of(host.address(), said(host), SshTarget.currentUser());
            Hop hop = hop(host, values);
            List<Jump> way = jumps.isPresent() ? jumps.get() : values.jumps();
            if (!way.isEmpty()) {
                Jump last = way.get(way.size() - 1);
                SshHost bastion = bastion(last, tokens(hop, host, values));
                if (bastion.address().equals(host.address())
                        && bastion.port().orElse(hop.target().port())
                                == hop.target().port()) {
                    throw wrong(
                            hop.target(),
                            "it is to be reached over itself",
                            "Mend ProxyJump (a Host pattern that leaves out the bastion).");
                }
                Optional<List<Jump>> before =
                        way.size() > 1 ? Optional.of(way.subList(0, way.size() - 1)) : Optional.empty();
                return new Route(hop, Optional.of(route(bastion, before, depth + 1)), Optional.empty());
            }
            Optional<String> command = jumps.isPresent() ? Optional.empty() : values.proxyCommand();
            return command.isEmpty()
                    ? new Route(hop, Optional.empty(), Optional.empty())
                    : new Route(
                            hop,
                            Optional.empty(),
                            Optional.of(tokens(hop, host, values).percent(command.get())));
        } catch (SshConfigException e) {
            throw new SshException(
                    Kind.CONFIG,
                    "cannot follow OpenSSH's configuration for",
                    unsettled,
                    String.valueOf(e.getMessage()),
                    e.next(),
                    Optional.of(e));
        } catch (Tokens.Unknown e) {
            throw wrong(
                    unsettled, String.valueOf(e.getMessage()), "Mend the value; ssh_config(5) lists what it may hold.");
        }
    }

    private static SshException wrong(SshTarget target, String why, String next) {
        return new SshException(
                Kind.CONFIG, "cannot follow OpenSSH's configuration for", target, why, next, Optional.empty());
    }

    private static Map<String, String> said(SshHost host) {
        Map<String, String> said = new LinkedHashMap<>();
        host.port().ifPresent(port -> said.put("port", Integer.toString(port)));
        host.user().ifPresent(user -> said.put("user", user));
        host.settings().forEach(said::putIfAbsent);
        return said;
    }

    private static SshHost bastion(Jump jump, Tokens tokens) throws Tokens.Unknown {
        String address = tokens.percent(jump.host());
        SshHost host = SshHost.of(address, address);
        if (jump.port().isPresent()) {
            host = host.withPort(jump.port().getAsInt());
        }
        return jump.user().isPresent()
                ? host.withUser(tokens.percent(jump.user().get()))
                : host;
    }

    private Hop hop(SshHost host, ConfigValues values) throws SshConfigException, Tokens.Unknown {
        SshTarget target = new SshTarget(host.name(), values.host(), values.port(), values.user());
        Hop bare = new Hop(
                target, policy(target, values, List.of(), List.of()), NO_IDENTITIES, CONNECT_TIMEOUT, KEEP_ALIVE, 1);
        Tokens tokens = tokens(bare, host, values);
        List<Path> user = options.knownHostsFiles().isPresent()
                ? options.knownHostsFiles().get()
                : files(values.several("userknownhostsfile"), SshOptions.usualKnownHosts(), tokens);
        List<Path> system = options.knownHostsFiles().isPresent()
                ? List.of()
                : files(values.several("globalknownhostsfile"), SshOptions.systemKnownHosts(), tokens);
        int alive = values.time("serveraliveinterval").orElse(0);
        return new Hop(
                target,
                policy(target, values, user, system),
                identities(host, values, tokens),
                options.connectTimeout().orElseGet(() -> timeout(values)),
                options.keepAliveInterval().orElse(alive > 0 ? Duration.ofSeconds(alive) : KEEP_ALIVE),
                options.keepAliveInterval().isEmpty() && alive > 0
                        ? values.single("serveralivecountmax")
                                .map(Integer::parseInt)
                                .filter(count -> count > 0)
                                .orElse(3)
                        : options.keepAliveMisses());
    }

    private static final Identities NO_IDENTITIES =
            new Identities(List.of(), false, List.of(), false, Optional.empty());

    private static Duration timeout(ConfigValues values) {
        try {
            OptionalInt seconds = values.time("connecttimeout");
            return seconds.isPresent() && seconds.getAsInt() > 0
                    ? Duration.ofSeconds(seconds.getAsInt())
                    : CONNECT_TIMEOUT;
        } catch (SshConfigException e) {
            throw new IllegalStateException("it was checked when it was read", e);
        }
    }

    private HostKeyPolicy policy(SshTarget target, ConfigValues values, List<Path> user, List<Path> system) {
        KnownHosts.Names names = values.single("hostkeyalias")
                .map(KnownHosts.Names::alias)
                .orElseGet(() -> KnownHosts.Names.of(target.address(), target.port()));
        boolean accept = values.single("stricthostkeychecking")
                .map(word -> word.toLowerCase(Locale.ROOT).equals("accept-new"))
                .orElse(false);
        return new HostKeyPolicy(names, user, system, options.acceptNew() || accept, values.isYes("hashknownhosts"));
    }

    private Identities identities(SshHost host, ConfigValues values, Tokens tokens) throws Tokens.Unknown {
        List<Path> files = new ArrayList<>();
        host.privateKeyFile().ifPresent(files::add);
        Optional<List<String>> said = values.identityFiles();
        if (said.isPresent()) {
            for (String file : said.get()) {
                files.add(Path.of(tokens.file(file)));
            }
        }
        boolean named = !files.isEmpty() || said.isPresent();
        if (!named) {
            files.addAll(options.defaultKeyFiles().orElseGet(SshOptions::usualKeyFiles));
        }
        List<Path> certificates = new ArrayList<>();
        for (String file : values.certificateFiles()) {
            certificates.add(Path.of(tokens.file(file)));
        }
        return new Identities(files, named, certificates, values.isYes("identitiesonly"), agent(values, tokens));
    }

    private Optional<Path> agent(ConfigValues values, Tokens tokens) throws Tokens.Unknown {
        Optional<String> said = values.single("identityagent");
        if (said.isEmpty() || said.get().equals("SSH_AUTH_SOCK")) {
            return options.agentSocket();
        }
        if (said.get().equals("none")) {
            return Optional.empty();
        }
        if (said.get().startsWith("$") && !said.get().startsWith("${")) {
            return Optional.of(Path.of(tokens.file("${" + said.get().substring(1) + "}")));
        }
        return Optional.of(Path.of(tokens.file(said.get())));
    }

    private static List<Path> files(Optional<List<String>> said, List<Path> usual, Tokens tokens)
            throws Tokens.Unknown {
        if (said.isEmpty()) {
            return usual;
        }
        List<Path> files = new ArrayList<>();
        for (String file : said.get()) {
            if (!file.equals("none")) {
                files.add(Path.of(tokens.file(file)));
            }
        }
        return files;
    }

    private static Tokens tokens(Hop hop, SshHost host, ConfigValues values) {
        Map<Character, String> known = new HashMap<>();
        known.put('d', SshOptions.HOME.toString());
        known.put('u', SshTarget.currentUser());
        known.put('h', hop.target().address());
        known.put('r', hop.target().user());
        known.put('p', Integer.toString(hop.target().port()));
        known.put('n', host.address());
        known.put('k', values.single("hostkeyalias").orElse(host.address()));
        return new Tokens(known, SshOptions.HOME.toString(), System::getenv);
    }
}

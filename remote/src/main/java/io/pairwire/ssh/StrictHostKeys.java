package io.pairwire.ssh;

import io.pairwire.ssh.SshException.Kind;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/** Takes a host key only if it is recorded for the target; remembers why it did not. One for each connection. */
final class StrictHostKeys implements HostKeyVerifier {
    private final SshTarget target;
    private final KnownHosts knownHosts;
    private volatile Optional<SshException> refusal = Optional.empty();

    StrictHostKeys(SshTarget target, KnownHosts knownHosts) {
        this.target = target;
        this.knownHosts = knownHosts;
    }

    /** Returns why the host's key was refused, if it was. */
    Optional<SshException> refusal() {
        return refusal;
    }

    @Override
    public List<String> findExistingAlgorithms(String hostname, int port) {
        return knownHosts.algorithms(target.address(), target.port());
    }

    @Override
    public boolean verify(String hostname, int port, PublicKey key) {
        HostKey shown = HostKey.of(key);
        KnownHosts.Finding finding = knownHosts.judge(target.address(), target.port(), shown);
        refusal = switch (finding.verdict()) {
            case KNOWN -> Optional.empty();
            case UNKNOWN -> Optional.of(unknown(shown));
            case CHANGED -> Optional.of(changed(shown, finding.lines()));
            case REVOKED -> Optional.of(revoked(shown, finding.lines()));
        };
        return refusal.isEmpty();
    }

    private SshException unknown(HostKey shown) {
        String files = knownHosts.files().stream().map(Object::toString).collect(Collectors.joining(" or "));
        return refuse(
                "its host key is not known: " + describe(shown) + " is not recorded in " + files,
                "Verify that fingerprint: on the host's own console, ssh-keygen -lf /etc/ssh/ssh_host_"
                        + shown.keyscanType().replace('-', '_') + "_key.pub prints it.\n"
                        + "Then record the key, by logging in once (ssh -p " + target.port() + " " + target.user() + "@"
                        + target.address() + ") or with\n  ssh-keyscan -t " + shown.keyscanType() + " -p "
                        + target.port()
                        + " " + target.address() + " >> "
                        + (knownHosts.files().isEmpty()
                                ? "~/.ssh/known_hosts"
                                : knownHosts.files().get(0)));
    }

    private SshException changed(HostKey shown, List<KnownHosts.Line> recorded) {
        return refuse(
                "ITS HOST KEY HAS CHANGED. Somebody may be in between, or the host was installed anew.\n  shown:    "
                        + describe(shown)
                        + recorded.stream()
                                .map(line -> "\n  recorded: " + describe(line.key()) + " (" + line.place() + ")")
                                .collect(Collectors.joining()),
                "Find out why, from somebody who knows the host. If the new key is right, remove the old one with\n"
                        + "  ssh-keygen -R '" + KnownHosts.lookupName(target.address(), target.port()) + "' -f "
                        + recorded.get(0).file() + "\nand record the new one.");
    }

    private SshException revoked(HostKey shown, List<KnownHosts.Line> lines) {
        return refuse(
                "ITS HOST KEY IS REVOKED: " + describe(shown) + " is marked @revoked at "
                        + lines.stream().map(KnownHosts.Line::place).collect(Collectors.joining(", ")),
                "Do not connect with this key. Give the host a new one, and record that.");
    }

    private SshException refuse(String why, String next) {
        return new SshException(Kind.HOST_KEY, "will not log in to", target, why, next, Optional.empty());
    }

    private static String describe(HostKey key) {
        return key.type() + " " + key.fingerprint();
    }
}

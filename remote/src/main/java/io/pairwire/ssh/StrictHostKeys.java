package io.pairwire.ssh;

import io.pairwire.ssh.SshException.Kind;
import java.io.IOException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/** Takes a host key only if it is, or may be, recorded for the target; remembers why it did not. One for each connection. */
final class StrictHostKeys implements HostKeyVerifier {
    private final SshTarget target;
    private final HostKeyPolicy policy;
    private final HostRecords records;
    private volatile Optional<SshException> refusal = Optional.empty();

    StrictHostKeys(SshTarget target, HostKeyPolicy policy, HostRecords records) {
        this.target = target;
        this.policy = policy;
        this.records = records;
    }

    /** Returns why the host's key was refused, if it was. */
    Optional<SshException> refusal() {
        return refusal;
    }

    @Override
    public List<String> findExistingAlgorithms(String hostname, int port) {
        try {
            return records.of(policy.files()).algorithms(policy.names());
        } catch (IOException e) {
            refusal = Optional.of(unreadable(e));
            return List.of();
        }
    }

    @Override
    public boolean verify(String hostname, int port, PublicKey key) {
        HostKey shown = HostKey.of(key);
        try {
            KnownHosts.Finding finding = records.of(policy.files()).judge(policy.names(), shown, Instant.now());
            if (finding.verdict() == KnownHosts.Verdict.UNKNOWN && policy.acceptNew()) {
                finding = record(shown);
            }
            refusal = refusal(finding);
        } catch (IOException e) {
            refusal = Optional.of(unreadable(e));
        } catch (Unrecorded e) {
            refusal = Optional.of(e.refusal);
        }
        return refusal.isEmpty();
    }

    private KnownHosts.Finding record(HostKey shown) throws Unrecorded {
        try {
            return records.record(policy, shown);
        } catch (IOException e) {
            throw new Unrecorded(refuse(
                    "its new host key, " + describe(shown) + ", cannot be recorded in "
                            + (policy.userFiles().isEmpty()
                                    ? "any file"
                                    : policy.userFiles().get(0)) + ": "
                            + e.getMessage(),
                    "A key that is not recorded is not trusted. Name a file that can be written to"
                            + " (UserKnownHostsFile), or record the key by hand."));
        }
    }

    private static final class Unrecorded extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient SshException refusal;

        Unrecorded(SshException refusal) {
            super(refusal);
            this.refusal = refusal;
        }
    }

    private Optional<SshException> refusal(KnownHosts.Finding finding) {
        return switch (finding.verdict()) {
            case KNOWN -> Optional.empty();
            case UNKNOWN -> Optional.of(unknown(finding.key()));
            case CHANGED -> Optional.of(changed(finding.key(), finding.lines()));
            case REVOKED -> Optional.of(revoked(finding.key(), finding.lines()));
            case BAD_CERTIFICATE -> Optional.of(badCertificate(finding));
        };
    }

    private SshException unknown(HostKey shown) {
        String files = policy.files().stream().map(Object::toString).collect(Collectors.joining(" or "));
        return refuse(
                "its host key is not known: " + describe(shown) + " is not recorded in " + files + " for "
                        + policy.names().name(),
                "Verify that fingerprint: on the host's own console, ssh-keygen -lf /etc/ssh/ssh_host_"
                        + shown.keyscanType().replace('-', '_') + "_key.pub prints it.\n"
                        + "Then record the key, by logging in once (ssh -p " + target.port() + " " + target.user() + "@"
                        + target.address() + "), by running with --accept-new, or with\n  ssh-keyscan -t "
                        + shown.keyscanType() + " -p " + target.port() + " " + target.address() + " >> "
                        + (policy.userFiles().isEmpty()
                                ? "~/.ssh/known_hosts"
                                : policy.userFiles().get(0)));
    }

    private SshException changed(HostKey shown, List<KnownHosts.Line> recorded) {
        return refuse(
                "ITS HOST KEY HAS CHANGED. Somebody may be in between, or the host was installed anew.\n  shown:    "
                        + describe(shown)
                        + recorded.stream()
                                .map(line -> "\n  recorded: " + describe(line.key()) + " (" + line.place() + ")")
                                .collect(Collectors.joining()),
                "Find out why, from somebody who knows the host. If the new key is right, remove the old one with\n"
                        + "  ssh-keygen -R '" + policy.names().name() + "' -f "
                        + recorded.get(0).file() + "\nand record the new one.");
    }

    private SshException revoked(HostKey key, List<KnownHosts.Line> lines) {
        return refuse(
                "ITS HOST KEY IS REVOKED: " + describe(key) + ", its own or its certificate's, is marked @revoked at "
                        + places(lines),
                "Do not connect with this key. Give the host a new one, and record that.");
    }

    private SshException badCertificate(KnownHosts.Finding finding) {
        String trusted = finding.lines().isEmpty() ? "" : " (authority trusted at " + places(finding.lines()) + ")";
        return refuse(
                "its host certificate is not good: " + finding.objection() + trusted,
                "Have the authority sign the host's key again, for the name by which it is reached here"
                        + " (ssh-keygen -s CA -h -n " + policy.names().host() + "), and restart its sshd.");
    }

    private SshException unreadable(IOException e) {
        return refuse("the recorded host keys cannot be read: " + e, "Make the file readable.");
    }

    private static String places(List<KnownHosts.Line> lines) {
        return lines.stream().map(KnownHosts.Line::place).collect(Collectors.joining(", "));
    }

    private SshException refuse(String why, String next) {
        return new SshException(Kind.HOST_KEY, "will not log in to", target, why, next, Optional.empty());
    }

    private static String describe(HostKey key) {
        return key.type() + " " + key.fingerprint();
    }
}

package io.pairwire.cli;

import io.pairwire.model.HostName;
import io.pairwire.ssh.Cleaned;
import io.pairwire.ssh.SshException;
import io.pairwire.transaction.HostFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code clean-host}: removes from hosts what was cached there. */
final class CleanHostCommand extends ErrandCommand {
    private boolean yes;
    private boolean check;

    /** What came of one host. */
    private record Result(Optional<Cleaned> cleaned, Optional<HostFailure> failure) {}

    CleanHostCommand(Terminal terminal, AgentSource source) {
        super(terminal, source);
    }

    @Override
    public void words(Words words) {
        super.words(words);
        words.command(
                "clean-host",
                "Removes agents, Java runtimes and leftovers from the hosts' caches, and nothing else: what a topology owns"
                        + " there stays, and is still known as its own; asks a person before.");
        words.option("-y", "--yes").says("ask nobody").flag(given -> yes = given);
        words.option("-C", "--check")
                .says("say what would be removed, and remove nothing")
                .flag(given -> check = given);
    }

    @Override
    ExitCode run(List<HostName> chosen, Errands errands, View view) throws IOException, InterruptedException {
        boolean ask = !yes && !check && terminal().attended();
        if (ask && !terminal().affirms(view.asides(), question(chosen))) {
            view.declined();
            return ExitCode.DONE;
        }
        List<HostFailure> failures = new ArrayList<>();
        onEach(chosen, host -> clean(host, errands), (host, result) -> {
            result.cleaned.ifPresent(cleaned -> view.cleaned(host, cleaned, check));
            failures.addAll(result.failure.stream().toList());
        });
        view.failures(failures);
        return ExitCode.of(failures, ExitCode.DONE);
    }

    private static String question(List<HostName> chosen) {
        return "Remove what is cached on "
                + (chosen.size() == 1 ? chosen.get(0) : "these " + chosen.size() + " hosts: " + joined(chosen)) + "?";
    }

    private static String joined(List<HostName> chosen) {
        return String.join(", ", chosen.stream().map(HostName::text).limit(10).toList())
                + (chosen.size() > 10 ? ", ..." : "");
    }

    private Result clean(HostName host, Errands errands) {
        try {
            return new Result(Optional.of(errands.clean(host, check)), Optional.empty());
        } catch (SshException e) {
            boolean isBusy = e.kind() == SshException.Kind.BUSY;
            return failed(
                    host,
                    isBusy ? HostFailure.Kind.LOCKED : HostFailure.Kind.UNREACHABLE,
                    String.valueOf(e.getMessage()),
                    e.next());
        } catch (IOException e) {
            return failed(host, HostFailure.Kind.UNREACHABLE, host + ": " + e.getMessage(), "");
        }
    }

    private static Result failed(HostName host, HostFailure.Kind kind, String message, String advice) {
        return new Result(Optional.empty(), Optional.of(new HostFailure(host, kind, message, advice)));
    }
}

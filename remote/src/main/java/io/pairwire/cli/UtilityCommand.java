package io.pairwire.cli;

import io.pairwire.ssh.AgentJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code l2tpv3tun}: the local utility in the agent jar, run as a process of its own on our streams. Its words are not looked at. */
final class UtilityCommand implements Command {
    static final String NAME = "l2tpv3tun";

    private final Terminal terminal;
    private final List<String> words;

    UtilityCommand(Terminal terminal, List<String> words) {
        this.terminal = terminal;
        this.words = List.copyOf(words);
    }

    @Override
    public void words(Words words) {
        words.command(
                NAME,
                "The classic local utility: shows, makes and deletes tunnels and sessions of this host alone;"
                        + " 'pairwire l2tpv3tun help' has its words.");
    }

    @Override
    public Integer call() {
        try {
            ClassLoader loader = UtilityCommand.class.getClassLoader();
            AgentJar jar = AgentJar.ofResource(loader, InventoryAgents.AGENT_JAR);
            return run(CarriedAgent.inCacheOfUser(jar, System.getenv()).file());
        } catch (IOException e) {
            Prose prose = new Prose(terminal.plain());
            prose.error("cannot run the local utility: " + e.getMessage());
            prose.hint("run it from the agent's jar: java -jar pairwire-agent.jar l2tpv3tun …");
            return ExitCode.INTERNAL_ERROR.number();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERNAL_ERROR.number();
        }
    }

    /** Runs it to its end and returns its exit status; when we are ended, so is it. */
    private int run(Path jar) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-jar",
                jar.toString(),
                NAME));
        command.addAll(words);
        Process process = new ProcessBuilder(command).inheritIO().start();
        Thread killer = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(killer);
        int status = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(killer);
        return status;
    }
}

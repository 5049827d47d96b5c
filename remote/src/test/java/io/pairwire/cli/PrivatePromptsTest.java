package io.pairwire.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Asking on a terminal of its own, which script(1) makes, and where there is none. */
@Timeout(30)
class PrivatePromptsTest {
    /** The program that asks. */
    static final class Asking {
        private Asking() {}

        public static void main(String[] arguments) throws IOException {
            Optional<Secret> answer = new PrivatePrompts().ask("Word: ");
            System.out.println("answer: " + answer);
        }
    }

    private static String java() {
        return ProcessHandle.current().info().command().orElseThrow() + " -XX:TieredStopAtLevel=1 -cp '"
                + System.getProperty("java.class.path") + "' '" + Asking.class.getName() + "'";
    }

    @Test
    void whatIsTypedIsNotEchoed() throws Exception {
        Process process = new ProcessBuilder(
                        "script", "-qec", "stty echo; " + java() + "; stty -a | grep -o ' echo '", "/dev/null")
                .redirectErrorStream(true)
                .start();
        StringBuilder seen = new StringBuilder();
        InputStream in = process.getInputStream();
        while (seen.indexOf("Word: ") < 0) {
            int octet = in.read();
            assertThat(octet).as("after: %s", seen).isNotNegative();
            seen.append((char) octet);
        }
        process.getOutputStream().write("swordfish\n".getBytes(UTF_8));
        process.getOutputStream().flush();
        seen.append(new String(in.readAllBytes(), UTF_8));
        assertThat(seen.toString())
                .contains("answer: Optional[********]")
                .contains(" echo ")
                .doesNotContain("swordfish");
    }

    @Test
    void whereThereIsNoTerminalNobodyIsAsked() throws Exception {
        Process process = new ProcessBuilder("setsid", "-w", "sh", "-c", java())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).contains("answer: Optional.empty");
    }
}

package io.pairwire.ssh;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A tiny agent: obeys one word a line until its input ends. Packed into a jar by {@link EchoJar}, so it uses nothing but
 * the JDK.
 */
public final class EchoAgent {
    private EchoAgent() {}

    public static void main(String[] args) throws IOException {
        PrintStream out =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8);
        out.println("hello " + String.join(" ", args));
        StringBuilder line = new StringBuilder();
        for (int octet = System.in.read(); octet >= 0; octet = System.in.read()) {
            if (octet == '\n') {
                obey(line.toString(), out, err);
                line.setLength(0);
            } else {
                line.append((char) octet);
            }
        }
        out.println("bye");
    }

    private static void obey(String line, PrintStream out, PrintStream err) {
        String rest = line.substring(line.indexOf(' ') + 1);
        if (line.startsWith("exit ")) {
            System.exit(Integer.parseInt(rest));
        } else if (line.startsWith("err ")) {
            err.println(rest);
        } else if (line.startsWith("flood ")) {
            // More on standard error than any window holds, before one word on standard output.
            for (int i = 0; i < Integer.parseInt(rest); i++) {
                err.println("x".repeat(1023));
            }
            out.println("flooded");
        } else if (line.startsWith("property ")) {
            out.println(System.getProperty(rest));
        } else if (line.startsWith("environment ")) {
            out.println(System.getenv(rest));
        } else {
            out.println(line);
        }
    }
}

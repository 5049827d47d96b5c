package io.pairwire.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Builds runnable jars around {@link EchoAgent}, padded to the size of a real agent. */
final class EchoJar {
    private EchoJar() {}

    /** Returns a jar in this directory; another seed gives another digest. */
    static AgentJar build(Path directory, int padding, long seed) throws IOException {
        Path file = directory.resolve("echo-" + seed + ".jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, EchoAgent.class.getName());
        String name = EchoAgent.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out);
                InputStream code = open(name)) {
            jar.putNextEntry(entry(JarFile.MANIFEST_NAME));
            manifest.write(jar);
            jar.putNextEntry(entry(name));
            code.transferTo(jar);
            jar.putNextEntry(entry("padding"));
            byte[] noise = new byte[padding];
            new Random(seed).nextBytes(noise);
            jar.write(noise);
        }
        return AgentJar.ofFile(file);
    }

    /** An entry that is always of the same age, so that the same seed gives the same octets. */
    private static JarEntry entry(String name) {
        JarEntry entry = new JarEntry(name);
        entry.setTime(0);
        return entry;
    }

    private static InputStream open(String name) throws IOException {
        InputStream code = EchoJar.class.getClassLoader().getResourceAsStream(name);
        if (code == null) {
            throw new IOException(name + " is not on the class path");
        }
        return code;
    }
}

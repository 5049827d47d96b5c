package io.pairwire.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Reads the files of OpenSSH's configuration, and those that they include. */
final class ConfigFiles {
    private static final int DEPTH = 16;
    private static final Path SYSTEM = Path.of("/etc/ssh");

    private final Path home;

    ConfigFiles(Path home) {
        this.home = home;
    }

    /** Returns the user's file and then the system's, as far as they are there. */
    List<List<ConfigLine>> usual() throws IOException {
        List<List<ConfigLine>> files = new ArrayList<>();
        Path own = home.resolve(".ssh/config");
        if (Files.exists(own)) {
            refuseIfOthersMayWrite(own);
            files.add(read(own, true, 0));
        }
        Path system = SYSTEM.resolve("ssh_config");
        if (Files.exists(system)) {
            files.add(read(system, false, 0));
        }
        return files;
    }

    /** Returns the one file that is given, as {@code ssh -F} would: it counts as the user's, and the system's is left out. */
    List<List<ConfigLine>> given(Path file) throws IOException {
        return List.of(read(file, true, 0));
    }

    /** OpenSSH's rule too: what others may write says nothing of whom to trust. */
    private static void refuseIfOthersMayWrite(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        String owner = Files.getOwner(file).getName();
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)
                || !(owner.equals("root") || owner.equals(SshTarget.currentUser()))) {
            throw new SshConfigException(
                    file.toString(),
                    "it belongs to, or may be written by, somebody else",
                    "chown it, and chmod 600 it.");
        }
    }

    private List<ConfigLine> read(Path file, boolean users, int depth) throws IOException {
        if (depth > DEPTH) {
            throw new SshConfigException(
                    file.toString(), "files include one another more than " + DEPTH + " deep", "Break the circle.");
        }
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new SshConfigException(file.toString(), "there is no such file", "Check the name.");
        } catch (IOException e) {
            throw new SshConfigException(file.toString(), "it cannot be read: " + e.getMessage(), "Make it readable.");
        }
        List<ConfigLine> lines = new ArrayList<>();
        int number = 0;
        for (String each : text.split("\n", -1)) {
            number++;
            ConfigLine line = ConfigLine.parse(file + ":" + number, each).orElse(null);
            if (line != null) {
                lines.add(line.keyword().equals("include") ? line.including(included(line, users, depth)) : line);
            }
        }
        return lines;
    }

    private List<List<ConfigLine>> included(ConfigLine line, boolean users, int depth) throws IOException {
        if (line.words().isEmpty()) {
            throw line.wrong("include names no file");
        }
        List<List<ConfigLine>> files = new ArrayList<>();
        for (String word : line.words()) {
            for (Path file : matching(line, word, users)) {
                if (Files.isReadable(file)) {
                    files.add(read(file, users, depth + 1));
                }
            }
        }
        return files;
    }

    private List<Path> matching(ConfigLine line, String word, boolean users) throws IOException {
        Path pattern;
        if (word.startsWith("~/") && users) {
            pattern = home.resolve(word.substring(2));
        } else if (word.startsWith("~")) {
            throw line.wrong("include of '" + word + "' is not to be had here");
        } else {
            pattern = (users ? home.resolve(".ssh") : SYSTEM).resolve(word);
        }
        List<Path> found = new ArrayList<>(List.of(Path.of("/")));
        for (Path name : pattern.normalize()) {
            found = step(found, name.toString());
        }
        Collections.sort(found);
        return found.stream().filter(Files::isRegularFile).toList();
    }

    private static List<Path> step(List<Path> directories, String name) throws IOException {
        List<Path> found = new ArrayList<>();
        boolean isPattern = name.matches(".*[*?\\[{].*");
        for (Path directory : directories) {
            if (!isPattern) {
                found.add(directory.resolve(name));
            } else if (Files.isDirectory(directory)) {
                try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, name)) {
                    for (Path entry : entries) {
                        if (name.startsWith(".")
                                || !String.valueOf(entry.getFileName()).startsWith(".")) {
                            found.add(entry);
                        }
                    }
                }
            }
        }
        return found;
    }
}

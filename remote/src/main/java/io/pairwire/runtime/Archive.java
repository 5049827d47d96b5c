package io.pairwire.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A directory as a compressed tar archive (POSIX.1-1988, {@code ustar}): of no time and nobody in particular, and in order, so that the same files
 * give the same octets.
 */
final class Archive {
    private static final int BLOCK = 512;
    private static final int LONGEST_NAME = 100;

    private Archive() {}

    /** Writes all that is in a directory, without the directory itself. */
    static void write(Path directory, OutputStream to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.filter(file -> !file.equals(directory)).sorted().toList();
        }
        try (OutputStream out = new Compressed(to)) {
            for (Path file : files) {
                entry(directory.relativize(file).toString(), file, out);
            }
            out.write(new byte[2 * BLOCK]);
        }
    }

    private static final class Compressed extends GZIPOutputStream {
        Compressed(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }

    private static void entry(String name, Path file, OutputStream out) throws IOException {
        if (Files.isSymbolicLink(file)) {
            out.write(header(name, 0777, 0, '2', Files.readSymbolicLink(file).toString()));
        } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            out.write(header(name + "/", 0755, 0, '5', ""));
        } else {
            long size = Files.size(file);
            out.write(header(name, Files.isExecutable(file) ? 0755 : 0644, size, '0', ""));
            Files.copy(file, out);
            out.write(new byte[(int) (-size & (BLOCK - 1))]);
        }
    }

    private static byte[] header(String name, int mode, long size, char type, String link) throws IOException {
        byte[] block = new byte[BLOCK];
        text(name, block, 0);
        number(mode, block, 100, 8);
        number(0, block, 108, 8);
        number(0, block, 116, 8);
        number(size, block, 124, 12);
        number(0, block, 136, 12);
        // The sum counts its own field as spaces.
        Arrays.fill(block, 148, 156, (byte) ' ');
        block[156] = (byte) type;
        text(link, block, 157);
        text("ustar", block, 257);
        text("00", block, 263);
        int sum = 0;
        for (byte octet : block) {
            sum += octet & 0xff;
        }
        number(sum, block, 148, 7);
        return block;
    }

    private static void text(String text, byte[] block, int at) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        if (octets.length > LONGEST_NAME) {
            throw new IOException("a runtime's file has too long a name for an archive: " + text);
        }
        System.arraycopy(octets, 0, block, at, octets.length);
    }

    /** Octal digits that fill a field but for its last octet. */
    private static void number(long value, byte[] block, int at, int length) throws IOException {
        String digits = Long.toOctalString(value);
        if (digits.length() > length - 1) {
            throw new IOException("a runtime's file is too large for an archive: " + value + " octets");
        }
        text("0".repeat(length - 1 - digits.length()) + digits, block, at);
    }
}

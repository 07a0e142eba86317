package io.juggler.dist;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The file with one process's classes, loaded and linked ahead of time.
 *
 * <p>The JVM itself does not see that a jar changed and would silently run the old code, so the
 * name holds a hash of all that the content comes from: the JDK, the flags, and the jars in their
 * order. Whoever asks with anything else asks for a file that is not there, and starts without.
 *
 * @param file where it is, once it has been trained
 * @see <a href="https://openjdk.org/jeps/514">JEP 514: Ahead-of-Time Command-Line Ergonomics</a>
 */
record AotCache(Path file) {

    static final String SUFFIX = ".aot";

    private static final int HASH_BYTES = 16;

    /**
     * The cache for a process.
     *
     * @param folder where caches are kept
     * @param process what it is a cache for: {@code server} or {@code worker}
     * @param origin what tells one JDK and place from another, see {@link #thisJdk}
     */
    static AotCache of(
            Path folder, String process, String origin, List<String> flags, List<Path> classPath)
            throws IOException {
        var digest = sha256();
        update(digest, process);
        update(digest, origin);
        update(digest, String.join("\n", flags));
        for (var jar : classPath) {
            update(digest, jar.getFileName().toString());
            try (var in = Files.newInputStream(jar)) {
                update(digest, Files.size(jar), in);
            }
        }
        var hash = HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
        return new AotCache(folder.resolve(process + "-" + hash + SUFFIX));
    }

    /** This JDK, its build included. */
    static String thisJdk() {
        return String.join(
                "\n",
                System.getProperty("java.vm.name"),
                System.getProperty("java.vm.vendor"),
                System.getProperty("java.vm.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.home"));
    }

    /** The flag that makes a process use it; where the file is missing it starts without. */
    String useFlag() {
        return "-XX:AOTCache=" + file;
    }

    private static void update(MessageDigest digest, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        update(digest, bytes.length, new ByteArrayInputStream(bytes));
    }

    // The length first: no two different lists of parts may give one sequence of bytes.
    private static void update(MessageDigest digest, long length, InputStream content)
            throws IOException {
        digest.update(Long.toString(length).getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) ':');
        new DigestInputStream(content, digest).transferTo(java.io.OutputStream.nullOutputStream());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

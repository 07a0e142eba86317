package io.juggler.server.engine.whole;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes what javac wrote into what is loaded, in place where it can: lines are the cell's, the
 * source file is the cell's title, variables live in the classes that keep them, and nothing is
 * package-private or protected, because the cells' classes have a loader each and so, for the JVM,
 * a package each.
 */
final class ClassPatch {
    private static final int PUBLIC = 0x0001;
    private static final int PRIVATE = 0x0002;
    private static final int PROTECTED = 0x0004;

    private final byte[] file;
    private final ConstantPool pool;
    private final ByteArrayOutputStream added = new ByteArrayOutputStream();
    private final Map<String, Integer> addedClasses = new LinkedHashMap<>();
    private int count;

    private ClassPatch(byte[] file) {
        this.file = file;
        this.pool = ConstantPool.of(file);
        this.count = pool.count();
    }

    /**
     * Patches a class.
     *
     * @param bytes left as they are
     * @param title what stack traces call the file
     * @param lines for each generated line, from 1, the cell's line
     * @param cellClass the internal name of the class that declares the variables
     * @param holders by a variable's name the internal name of the class that keeps it
     */
    static byte[] apply(
            byte[] bytes,
            String title,
            int[] lines,
            String cellClass,
            Map<String, String> holders) {
        var patch = new ClassPatch(bytes.clone());
        patch.moveVariables(cellClass, holders);
        int titleIndex = patch.addText(title);
        patch.members(lines, titleIndex);
        return patch.result();
    }

    private void moveVariables(String cellClass, Map<String, String> holders) {
        if (holders.isEmpty()) {
            return;
        }
        for (int i = 1; i < pool.count(); i++) {
            if (pool.tag(i) == ConstantPool.FIELD && pool.owner(i).equals(cellClass)) {
                var holder = holders.get(pool.name(i));
                if (holder != null) {
                    ConstantPool.putU2(file, pool.offset(i) + 1, addClass(holder));
                }
            }
        }
    }

    private int addText(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        added.write(ConstantPool.UTF8);
        added.write(bytes.length >> 8);
        added.write(bytes.length);
        added.writeBytes(bytes);
        return count++;
    }

    private int addClass(String name) {
        var known = addedClasses.get(name);
        if (known != null) {
            return known;
        }
        int text = addText(name);
        added.write(ConstantPool.CLASS);
        added.write(text >> 8);
        added.write(text);
        addedClasses.put(name, count);
        return count++;
    }

    private void members(int[] lines, int title) {
        int at = pool.end();
        makePublic(at, PUBLIC);
        at += 6;
        at += 2 + 2 * u2(at);
        for (int table = 0; table < 2; table++) {
            int members = u2(at);
            at += 2;
            for (int m = 0; m < members; m++) {
                makePublic(at, PUBLIC);
                at = attributes(at + 6, lines, title);
            }
        }
        attributes(at, lines, title);
    }

    private void makePublic(int at, int flag) {
        int flags = u2(at);
        if ((flags & PRIVATE) == 0) {
            ConstantPool.putU2(file, at, (flags & ~PROTECTED) | flag);
        }
    }

    /** Patches an attribute table; returns what is behind it. */
    private int attributes(int from, int[] lines, int title) {
        int n = u2(from);
        int at = from + 2;
        for (int i = 0; i < n; i++) {
            int length = ConstantPool.u4(file, at + 2);
            int content = at + 6;
            switch (pool.text(u2(at))) {
                case "SourceFile" -> ConstantPool.putU2(file, content, title);
                case "Code" -> {
                    int handlers = content + 8 + ConstantPool.u4(file, content + 4);
                    attributes(handlers + 2 + 8 * u2(handlers), lines, title);
                }
                case "LineNumberTable" -> {
                    for (int entry = 0; entry < u2(content); entry++) {
                        int line = content + 2 + 4 * entry + 2;
                        int generated = u2(line);
                        ConstantPool.putU2(
                                file, line, generated < lines.length ? lines[generated] : 0);
                    }
                }
                default -> {}
            }
            at = content + length;
        }
        return at;
    }

    private byte[] result() {
        var more = added.toByteArray();
        var result = Arrays.copyOf(file, file.length + more.length);
        ConstantPool.putU2(result, 8, count);
        System.arraycopy(more, 0, result, pool.end(), more.length);
        System.arraycopy(
                file, pool.end(), result, pool.end() + more.length, file.length - pool.end());
        return result;
    }

    private int u2(int at) {
        return ConstantPool.u2(file, at);
    }
}

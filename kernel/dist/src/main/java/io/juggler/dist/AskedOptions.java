package io.juggler.dist;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the environment asks of the compiler and of the process that runs the cells, under Juggler's
 * names and those of IJava, JJava and rapaio's kernel.
 *
 * <p>Preview features need both halves: where the compiler is told, the process is too. The release
 * is always the running JDK's; another would not see this JDK's classes.
 *
 * @param compiler options for javac
 * @param jvm flags for the process that runs the cells
 */
record AskedOptions(List<String> compiler, List<String> jvm) {
    private static final List<String> COMPILER =
            List.of(
                    "JUGGLER_COMPILER_OPTS",
                    "IJAVA_COMPILER_OPTS",
                    "JJAVA_COMPILER_OPTS",
                    "RJK_COMPILER_OPTIONS");
    private static final List<String> JVM = List.of("JUGGLER_JVM_OPTS", "JJAVA_JVM_OPTS");
    private static final List<String> RELEASES =
            List.of("--release", "-source", "--source", "-target", "--target");
    private static final String PREVIEW = "--enable-preview";

    static AskedOptions of(Map<String, String> environment) {
        var compiler = new ArrayList<String>();
        for (var words = words(environment, COMPILER).iterator(); words.hasNext(); ) {
            var word = words.next();
            if (!RELEASES.contains(word)) {
                compiler.add(word);
            } else if (words.hasNext()) {
                words.next();
            }
        }
        var jvm = new ArrayList<>(words(environment, JVM));
        if (compiler.contains(PREVIEW) || jvm.contains(PREVIEW)) {
            compiler.removeIf(PREVIEW::equals);
            jvm.removeIf(PREVIEW::equals);
            compiler.addAll(
                    List.of(PREVIEW, "-source", String.valueOf(Runtime.version().feature())));
            jvm.add(PREVIEW);
        }
        return new AskedOptions(List.copyOf(compiler), List.copyOf(jvm));
    }

    private static List<String> words(Map<String, String> environment, List<String> names) {
        return names.stream()
                .map(name -> environment.getOrDefault(name, "").strip())
                .filter(value -> !value.isEmpty())
                .flatMap(value -> List.of(value.split("\\s+")).stream())
                .toList();
    }
}

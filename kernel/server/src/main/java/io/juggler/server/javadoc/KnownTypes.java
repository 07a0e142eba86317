package io.juggler.server.javadoc;

import com.sun.source.util.JavacTask;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.ToolProvider;

/**
 * The types of the JDK and of the class path, as their class files declare them. Not for several
 * threads at once.
 */
public final class KnownTypes {
    private final List<Path> classPath = new ArrayList<>();

    /** Reads class files when they are asked for and keeps what it read; null until then. */
    private JavacTask task;

    /** Makes the types of jars or folders known. */
    public void add(List<Path> entries) {
        if (!entries.isEmpty()) {
            classPath.addAll(entries);
            task = null;
        }
    }

    /**
     * Finds a type.
     *
     * @param name its qualified or simple name, without type arguments
     * @param qualified gives the qualified name for a simple one
     */
    Optional<TypeElement> find(String name, UnaryOperator<String> qualified) {
        return Optional.ofNullable(elements().getTypeElement(name))
                .or(() -> Optional.ofNullable(elements().getTypeElement(qualified.apply(name))));
    }

    Elements elements() {
        return task().getElements();
    }

    Types types() {
        return task().getTypes();
    }

    private JavacTask task() {
        if (task == null) {
            var path =
                    classPath.stream()
                            .map(Path::toString)
                            .collect(Collectors.joining(File.pathSeparator));
            task =
                    (JavacTask)
                            ToolProvider.getSystemJavaCompiler()
                                    .getTask(
                                            null,
                                            null,
                                            _ -> {},
                                            List.of("-proc:none", "--class-path", path),
                                            null,
                                            List.of());
        }
        return task;
    }
}

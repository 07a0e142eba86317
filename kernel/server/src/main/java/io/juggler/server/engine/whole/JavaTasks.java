package io.juggler.server.engine.whole;

import com.sun.source.util.JavacTask;

import java.util.List;
import java.util.function.Consumer;

import javax.tools.DiagnosticListener;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Gives out compiler tasks, one at a time. */
interface JavaTasks {

    /**
     * Runs something with a task for these sources.
     *
     * @param use the task is only valid while this runs
     */
    void with(
            JavaFileManager files,
            DiagnosticListener<JavaFileObject> problems,
            List<String> options,
            List<? extends JavaFileObject> sources,
            Consumer<JavacTask> use);

    /**
     * A compiler of its own for each task, by the public API alone: slower, and right in every JDK.
     */
    static JavaTasks fresh() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        return (files, problems, options, sources, use) ->
                use.accept(
                        (JavacTask)
                                compiler.getTask(null, files, problems, options, null, sources));
    }

    /** The fastest that this JVM allows. */
    static JavaTasks best() {
        return PooledTasks.isPossible() ? new PooledTasks() : fresh();
    }
}

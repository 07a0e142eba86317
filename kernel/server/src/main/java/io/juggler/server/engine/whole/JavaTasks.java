package io.juggler.server.engine.whole;

import com.sun.source.util.JavacTask;

import io.juggler.server.log.Log;

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

    /** The fastest that this JVM allows; where that is not the pool, the log says so. */
    static JavaTasks best() {
        if (PooledTasks.isPossible()) {
            return new PooledTasks();
        }
        Log.of(JavaTasks.class)
                .warning(
                        "every cell gets a compiler of its own, which is slow: this JVM was started"
                                + " without --add-exports of jdk.compiler's packages"
                                + " com.sun.tools.javac.api, code and util; ./juggler install"
                                + " writes a kernelspec that has them");
        return fresh();
    }
}

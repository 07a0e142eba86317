package io.juggler.server.engine.whole;

import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.tools.javac.api.BasicJavacTask;
import com.sun.tools.javac.api.JavacTaskPool;
import com.sun.tools.javac.code.ClassFinder;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symtab;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.Names;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import javax.tools.DiagnosticListener;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;

/**
 * Tasks in a compiler context that is kept warm between them, by jdk.compiler's own pool, which
 * JShell uses as well. Needs {@code --add-exports} of jdk.compiler's api, code and util packages;
 * the only class that does.
 *
 * <p>The pool lists a package once, and forgets the classes that it compiled from source; so the
 * package of the cells is made to be listed again by every task.
 */
final class PooledTasks implements JavaTasks {
    /**
     * A context keeps each class and name that it ever saw; it is thrown away after this many
     * tasks.
     */
    private static final int TASKS_PER_CONTEXT = 2_000;

    private JavacTaskPool pool = new JavacTaskPool(2);
    private int tasks;

    /** Whether this JVM lets us at the pool. */
    static boolean isPossible() {
        var compiler = ModuleLayer.boot().findModule("jdk.compiler");
        var own = PooledTasks.class.getModule();
        return compiler.isPresent()
                && List.of("api", "code", "util").stream()
                        .allMatch(
                                name ->
                                        compiler.get()
                                                .isExported("com.sun.tools.javac." + name, own));
    }

    @Override
    public void with(
            JavaFileManager files,
            DiagnosticListener<JavaFileObject> problems,
            List<String> options,
            List<? extends JavaFileObject> sources,
            Consumer<JavacTask> use) {
        if (++tasks % TASKS_PER_CONTEXT == 0) {
            pool = new JavacTaskPool(2);
        }
        try {
            run(files, problems, options, sources, use);
        } catch (IllegalStateException | StackOverflowError e) {
            // Whatever state the context is in: nobody is to meet it again.
            pool = new JavacTaskPool(2);
            throw e;
        }
    }

    private void run(
            JavaFileManager files,
            DiagnosticListener<JavaFileObject> problems,
            List<String> options,
            List<? extends JavaFileObject> sources,
            Consumer<JavacTask> use) {
        pool.getTask(
                null,
                files,
                problems,
                options,
                null,
                sources,
                task -> {
                    var context = ((BasicJavacTask) task).getContext();
                    listCellsAgain(context);
                    var written = new ArrayList<ClassSymbol>();
                    task.addTaskListener(
                            new TaskListener() {
                                @Override
                                public void finished(TaskEvent event) {
                                    if (event.getKind() == TaskEvent.Kind.GENERATE
                                            && event.getTypeElement() instanceof ClassSymbol type) {
                                        written.add(type);
                                    }
                                }
                            });
                    use.accept(task);
                    // The pool looks for them in the trees, where nested classes are no longer to
                    // be found once code was generated.
                    var symbols = Symtab.instance(context);
                    written.forEach(
                            type -> symbols.removeClass(symbols.unnamedModule, type.flatName()));
                    return null;
                });
    }

    private static void listCellsAgain(Context context) {
        var symbols = Symtab.instance(context);
        var name = Names.instance(context).fromString(CellClasses.PACKAGE);
        var cells = symbols.getPackage(symbols.unnamedModule, name);
        if (cells != null) {
            cells.members_field = null;
            cells.completer = ClassFinder.instance(context).getCompleter();
        }
    }
}

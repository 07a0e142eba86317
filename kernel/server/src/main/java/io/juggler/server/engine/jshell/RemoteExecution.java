package io.juggler.server.engine.jshell;

import io.juggler.server.worker.CellRunner;
import io.juggler.server.worker.Invocation;
import io.juggler.server.worker.Worker;
import io.juggler.server.worker.WorkerDiedException;
import io.juggler.wire.ClassBytes;

import jdk.jshell.spi.ExecutionControl;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * JShell's way to the worker. JShell takes values and exceptions as text, so what the worker
 * answered is kept here as well, for the engine.
 *
 * <p>Whoever uses JShell holds the turn. It is given up while code runs, and only then: that code
 * may have other code run, as {@code eval} does, and cells beside it go on.
 */
final class RemoteExecution implements ExecutionControl {

    private final Worker worker;
    private final ReentrantLock turn;
    private boolean open;
    private Evaluation current;
    private WorkerDiedException death;

    /** What is evaluated, and how its last call ended. */
    private static final class Evaluation {
        private final CellRunner runner;
        private final boolean rendering;
        private Invocation last;

        Evaluation(CellRunner runner, boolean rendering) {
            this.runner = runner;
            this.rendering = rendering;
        }
    }

    RemoteExecution(Worker worker, ReentrantLock turn) {
        this.worker = worker;
        this.turn = turn;
        current = new Evaluation(worker, false);
    }

    /** From now on what is added to JShell's class path is added to the worker's. */
    void open() {
        open = true;
    }

    /**
     * Forgets the last answers.
     *
     * @param runner has what follows run
     * @param render whether the next value is to be rendered
     */
    void prepare(CellRunner runner, boolean render) {
        current = new Evaluation(runner, render);
    }

    /** How the last call ended; null where nothing was called since {@link #prepare}. */
    Invocation last() {
        return current.last;
    }

    /** How the worker died; null while it lives. */
    WorkerDiedException death() {
        return death;
    }

    @Override
    public void load(ClassBytecodes[] classes)
            throws ClassInstallException, EngineTerminationException {
        var bytes =
                Arrays.stream(classes).map(c -> new ClassBytes(c.name(), c.bytecodes())).toList();
        try {
            var threw = current.runner.load(bytes);
            if (threw != null) {
                current.last = threw;
                throw new ClassInstallException(
                        threw.thrown().message(), new boolean[classes.length]);
            }
        } catch (WorkerDiedException e) {
            throw dead(e);
        }
    }

    @Override
    public void redefine(ClassBytecodes[] classes) throws NotImplementedException {
        // JShell then compiles what depends on the class anew, under other names.
        throw new NotImplementedException("classes are replaced, never redefined");
    }

    @Override
    public String invoke(String className, String methodName)
            throws RunException, EngineTerminationException {
        var own = current;
        turn.unlock();
        try {
            own.last = own.runner.invoke(className, methodName, own.rendering);
        } catch (WorkerDiedException e) {
            throw dead(e);
        } finally {
            turn.lock();
            current = own;
        }
        return switch (own.last) {
            case Invocation.Returned returned ->
                    returned.bundle() == null ? "" : returned.bundle().plainText();
            case Invocation.Threw threw ->
                    throw new UserException(
                            threw.thrown().message(),
                            threw.thrown().type(),
                            new StackTraceElement[0]);
            case Invocation.Interrupted interrupted -> {
                var stopped = new StoppedException();
                stopped.setStackTrace(interrupted.frames().toArray(StackTraceElement[]::new));
                throw stopped;
            }
        };
    }

    @Override
    public String varValue(String className, String varName) throws EngineTerminationException {
        try {
            return worker.variable(className, varName);
        } catch (WorkerDiedException e) {
            throw dead(e);
        }
    }

    @Override
    public void addToClasspath(String path) throws EngineTerminationException {
        if (!open) {
            return;
        }
        try {
            worker.addToClassPath(List.of(Path.of(path)));
        } catch (WorkerDiedException e) {
            throw dead(e);
        }
    }

    @Override
    public void stop() {
        // The engine asks the worker itself: it knows the cell.
    }

    @Override
    public Object extensionCommand(String command, Object arg) throws NotImplementedException {
        throw new NotImplementedException(command);
    }

    @Override
    public void close() {
        // The worker outlives a JShell.
    }

    private EngineTerminationException dead(WorkerDiedException e) {
        death = e;
        var terminated = new EngineTerminationException(e.getMessage());
        terminated.initCause(e);
        return terminated;
    }
}

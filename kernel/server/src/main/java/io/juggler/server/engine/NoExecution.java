package io.juggler.server.engine;

import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

import java.util.Map;

/**
 * An execution engine for a JShell that only has to know definitions: it loads nothing and runs
 * nothing.
 */
final class NoExecution implements ExecutionControl {

    /** Gives every JShell an engine of its own. */
    static final class Provider implements ExecutionControlProvider {
        @Override
        public String name() {
            return "no-execution";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return new NoExecution();
        }
    }

    @Override
    public void load(ClassBytecodes[] classes) {}

    @Override
    public void redefine(ClassBytecodes[] classes) {}

    @Override
    public String invoke(String className, String methodName) {
        return "";
    }

    @Override
    public String varValue(String className, String varName) {
        return "";
    }

    @Override
    public void addToClasspath(String path) {}

    @Override
    public void stop() {}

    @Override
    public Object extensionCommand(String command, Object arg) {
        return null;
    }

    @Override
    public void close() {}
}

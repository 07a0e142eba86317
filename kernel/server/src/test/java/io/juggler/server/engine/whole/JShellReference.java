package io.juggler.server.engine.whole;

import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs cells as JShell does, and says of each what jjava 1.0a8 shows. */
final class JShellReference implements AutoCloseable {
    private static final Set<SubKind> SHOWN =
            Set.of(
                    SubKind.VAR_VALUE_SUBKIND,
                    SubKind.OTHER_EXPRESSION_SUBKIND,
                    SubKind.TEMP_VAR_EXPRESSION_SUBKIND);

    private final JShell shell;
    private Object value;

    private final class Execution extends DirectExecutionControl {
        @Override
        protected String invoke(Method method) throws Exception {
            try {
                value = method.invoke(null);
            } catch (InvocationTargetException e) {
                value = null;
                throw e;
            }
            return String.valueOf(value);
        }
    }

    private final class Provider implements ExecutionControlProvider {
        @Override
        public String name() {
            return "reference";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return new Execution();
        }
    }

    JShellReference(List<String> imports) {
        shell = JShell.builder().executionEngine(new Provider(), Map.of()).build();
        imports.forEach(shell::eval);
    }

    /** What a cell shows: see {@link Answer}. */
    String run(String cell) {
        String answer = Answer.NOTHING;
        var info = shell.sourceCodeAnalysis().analyzeCompletion(cell);
        while (info.completeness().isComplete()) {
            value = null;
            var events = shell.eval(info.source());
            answer = Answer.NOTHING;
            for (var event : events) {
                if (event.causeSnippet() == null) {
                    var wrong = wrong(event);
                    if (wrong != null) {
                        return wrong;
                    }
                    answer =
                            SHOWN.contains(event.snippet().subKind()) && value != null
                                    ? Answer.value(value)
                                    : Answer.NOTHING;
                }
            }
            if (info.remaining().isBlank()) {
                return answer;
            }
            info = shell.sourceCodeAnalysis().analyzeCompletion(info.remaining());
        }
        return info.completeness() == Completeness.EMPTY ? answer : Answer.NO_COMPILE;
    }

    private static String wrong(SnippetEvent event) {
        if (event.exception() instanceof UnresolvedReferenceException) {
            return Answer.UNRESOLVED;
        }
        if (event.exception() instanceof EvalException thrown) {
            return Answer.thrown(thrown.getExceptionClassName(), thrown.getMessage());
        }
        return event.status().isDefined() ? null : Answer.NO_COMPILE;
    }

    @Override
    public void close() {
        shell.close();
    }
}

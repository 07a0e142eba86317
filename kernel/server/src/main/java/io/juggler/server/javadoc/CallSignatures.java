package io.juggler.server.javadoc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** What a type's methods take and return, in a line each. Not for several threads at once. */
public final class CallSignatures {
    private final KnownTypes types;

    public CallSignatures(KnownTypes types) {
        this.types = types;
    }

    /**
     * Brings the declarations of one name into our form.
     *
     * @param declarations as JShell writes them, such as {@code int String.length()}
     * @return a line for each, such as {@code (int, int) → String}
     */
    public static String of(List<String> declarations) {
        return declarations.stream()
                .map(Signature::of)
                .map(each -> line(each.parameters(), each.returned()))
                .collect(Collectors.joining("\n"));
    }

    /**
     * The other methods of the type that declares one.
     *
     * @param declaration as JShell writes it
     * @param qualified gives a type's qualified name for its simple one
     * @return lines as of {@link #of} by the methods' names; empty where the type is not known
     */
    public Map<String, String> beside(String declaration, UnaryOperator<String> qualified) {
        var owner = Signature.of(declaration).owner();
        return owner.isEmpty()
                ? Map.of()
                : types.find(owner, qualified).map(this::all).orElse(Map.of());
    }

    private Map<String, String> all(TypeElement type) {
        return ElementFilter.methodsIn(types.elements().getAllMembers(type)).stream()
                .filter(method -> method.getModifiers().contains(Modifier.PUBLIC))
                .collect(
                        Collectors.toMap(
                                method -> method.getSimpleName().toString(),
                                CallSignatures::line,
                                (first, second) -> first + "\n" + second,
                                LinkedHashMap::new));
    }

    private static String line(ExecutableElement method) {
        return line(
                Signature.simpleNames(method),
                Signature.simpleName(method.getReturnType().toString()));
    }

    private static String line(List<String> parameters, String returned) {
        return "("
                + String.join(", ", parameters)
                + ")"
                + (returned.isEmpty() || returned.equals("void") ? "" : " → " + returned);
    }
}

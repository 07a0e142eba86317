package io.juggler.server.javadoc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/**
 * What a declaration's one line says about which declaration it is.
 *
 * @param owner the type, qualified or not, or the member's type
 * @param member a field's or method's name, {@link #CONSTRUCTOR}, or empty for the type itself
 * @param parameters the types' simple names, without type arguments
 * @param returned the simple name of what a method returns, or empty
 */
record Signature(String owner, String member, List<String> parameters, String returned) {
    static final String CONSTRUCTOR = "<init>";

    private static final Pattern ANNOTATION = Pattern.compile("@[\\w.]+(\\([^)]*\\))?\\s*");
    private static final Pattern TYPE_ARGUMENTS = Pattern.compile("<[^<>]*>");

    /**
     * Reads a line as JShell writes it, such as {@code void Ball.up(int height)}, {@code
     * Map.Entry<K, V>}, {@code Math.PI:double} or {@code ArrayList<E>(int capacity)}.
     */
    static Signature of(String line) {
        var text = plain(line);
        int opening = text.indexOf('(');
        int colon = text.indexOf(':');
        if (opening >= 0) {
            var head = text.substring(0, opening).strip();
            var parameters = simpleNames(text.substring(opening + 1, text.indexOf(')')));
            int space = head.lastIndexOf(' ');
            return space < 0
                    ? new Signature(head, CONSTRUCTOR, parameters, "")
                    : member(
                            head.substring(space + 1),
                            parameters,
                            simpleName(head.substring(0, space)));
        }
        return colon >= 0
                ? member(text.substring(0, colon).strip(), List.of(), "")
                : new Signature(text.strip(), "", List.of(), "");
    }

    /** Finds the declaration in its type. */
    Optional<Element> in(TypeElement type) {
        if (member.isEmpty()) {
            return Optional.of(type);
        }
        var named =
                type.getEnclosedElements().stream()
                        .filter(each -> each.getSimpleName().contentEquals(member))
                        .toList();
        var callable = new ArrayList<ExecutableElement>(ElementFilter.methodsIn(named));
        callable.addAll(ElementFilter.constructorsIn(named));
        if (callable.isEmpty()) {
            return ElementFilter.fieldsIn(named).stream().<Element>map(each -> each).findFirst();
        }
        callable.removeIf(each -> each.getParameters().size() != parameters.size());
        return callable.stream()
                .filter(each -> callable.size() == 1 || simpleNames(each).equals(parameters))
                .<Element>map(each -> each)
                .findFirst();
    }

    /** An enum's constant reads like a type nested in it. */
    Signature asConstant() {
        return member(owner, List.of(), "");
    }

    static List<String> simpleNames(ExecutableElement callable) {
        return callable.getParameters().stream()
                .map(each -> simpleName(each.asType().toString()))
                .toList();
    }

    /** The types' simple names of parameters that may be named. */
    private static List<String> simpleNames(String parameters) {
        var names = new ArrayList<String>();
        for (var each : parameters.split(",")) {
            if (!each.isBlank()) {
                names.add(simpleName(each.strip().split("\\s+")[0]));
            }
        }
        return List.copyOf(names);
    }

    /** {@code String[]} for {@code java.lang.String...}. */
    static String simpleName(String type) {
        var array = plain(type).strip().replace("...", "[]");
        return array.substring(array.lastIndexOf('.') + 1);
    }

    private static Signature member(String path, List<String> parameters, String returned) {
        int dot = path.lastIndexOf('.');
        return new Signature(
                dot < 0 ? "" : path.substring(0, dot),
                path.substring(dot + 1),
                parameters,
                returned);
    }

    /** Without annotations and type arguments, which may be nested. */
    private static String plain(String text) {
        var plain = ANNOTATION.matcher(text).replaceAll("");
        for (var before = ""; !before.equals(plain); ) {
            before = plain;
            plain = TYPE_ARGUMENTS.matcher(plain).replaceAll("");
        }
        return plain.replace(" .", ".");
    }
}

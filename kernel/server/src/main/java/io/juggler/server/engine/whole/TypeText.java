package io.juggler.server.engine.whole;

import java.util.stream.Collectors;

import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.SimpleTypeVisitor14;

/**
 * Writes an inferred type as source text. What Java has no text for becomes the closest type that
 * has one: an anonymous class its superclass or interface, an intersection its first bound that
 * says something.
 */
final class TypeText extends SimpleTypeVisitor14<String, Void> {

    /**
     * @return null where the type is an error
     */
    static String of(TypeMirror type) {
        return type == null ? null : new TypeText().visit(type);
    }

    @Override
    protected String defaultAction(TypeMirror type, Void p) {
        return type.getKind() == TypeKind.NULL ? "Object" : null;
    }

    @Override
    public String visitPrimitive(PrimitiveType type, Void p) {
        return type.getKind().name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public String visitArray(ArrayType type, Void p) {
        var component = visit(type.getComponentType());
        return component == null ? null : component + "[]";
    }

    @Override
    public String visitIntersection(IntersectionType type, Void p) {
        return type.getBounds().stream()
                .map(this::visit)
                .filter(bound -> bound != null && !bound.equals("java.lang.Object"))
                .findFirst()
                .orElse("Object");
    }

    @Override
    public String visitTypeVariable(TypeVariable type, Void p) {
        return visit(type.getUpperBound());
    }

    @Override
    public String visitWildcard(WildcardType type, Void p) {
        if (type.getExtendsBound() != null) {
            var bound = visit(type.getExtendsBound());
            return bound == null ? null : "? extends " + bound;
        }
        if (type.getSuperBound() != null) {
            var bound = visit(type.getSuperBound());
            return bound == null ? null : "? super " + bound;
        }
        return "?";
    }

    @Override
    public String visitDeclared(DeclaredType type, Void p) {
        var element = (TypeElement) type.asElement();
        if (element.getNestingKind() == NestingKind.ANONYMOUS) {
            return visit(
                    element.getInterfaces().isEmpty()
                            ? element.getSuperclass()
                            : element.getInterfaces().getFirst());
        }
        var enclosing = type.getEnclosingType();
        boolean inner =
                enclosing instanceof DeclaredType outer && !outer.getTypeArguments().isEmpty();
        var name =
                inner
                        ? visit(enclosing) + "." + element.getSimpleName()
                        : element.getQualifiedName().toString();
        if (type.getTypeArguments().isEmpty()) {
            return name;
        }
        var arguments = type.getTypeArguments().stream().map(this::argument).toList();
        return arguments.contains(null)
                ? null
                : name + arguments.stream().collect(Collectors.joining(", ", "<", ">"));
    }

    private String argument(TypeMirror type) {
        boolean nameless =
                type instanceof IntersectionType
                        || (type instanceof DeclaredType declared
                                && ((TypeElement) declared.asElement()).getNestingKind()
                                        == NestingKind.ANONYMOUS);
        return nameless ? bounded(visit(type)) : visit(type);
    }

    /** A list of an unnamed type is no list of its superclass. */
    private static String bounded(String bound) {
        return bound == null ? null : "? extends " + bound;
    }
}

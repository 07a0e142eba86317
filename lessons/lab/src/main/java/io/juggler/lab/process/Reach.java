package io.juggler.lab.process;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What code that goes to another JVM touches there: static variables of classes that exist in
 * memory alone, as a notebook's cells do, and calls that are bound when they run. It follows the
 * class files from method to method; of a class that is instantiated it takes every method.
 */
final class Reach {
    private final Origins origins;
    private final Map<String, ClassModel> models = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> whole = new HashSet<>();
    private final ArrayDeque<MethodModel> left = new ArrayDeque<>();
    private final Map<String, Field> variables = new LinkedHashMap<>();
    private final Set<Cargo.Link> links = new LinkedHashSet<>();

    Reach(Origins origins) {
        this.origins = origins;
    }

    /** The variables found, in the order in which they were. */
    Map<String, Field> variables() {
        return variables;
    }

    /** The late bound calls found. */
    Set<Cargo.Link> links() {
        return links;
    }

    /** Follows what runs when the parcel's content does. */
    void follow(Parcel parcel) {
        for (var lambda : parcel.lambdas()) {
            method(
                    lambda.getImplClass(),
                    lambda.getImplMethodName(),
                    lambda.getImplMethodSignature());
        }
        for (var type : parcel.classes()) {
            if (!type.isArray() && !type.isPrimitive()) {
                instantiated(type.getName().replace('.', '/'), parcel);
            }
        }
        follow();
    }

    /**
     * Of a class whose objects are in a parcel any method can be called; a class that a lambda was
     * made in is there for its name.
     */
    private void instantiated(String type, Parcel parcel) {
        boolean capturing =
                parcel.lambdas().stream().anyMatch(l -> l.getCapturingClass().equals(type));
        if (!capturing) {
            whole(type);
        }
    }

    private void follow() {
        for (var method = left.poll(); method != null; method = left.poll()) {
            method.code().ifPresent(code -> code.forEach(this::look));
        }
    }

    private void look(CodeElement element) {
        switch (element) {
            case FieldInstruction field when field.opcode().name().endsWith("STATIC") ->
                    variable(field.owner().asInternalName(), field.name().stringValue());
            case InvokeInstruction call ->
                    method(
                            call.owner().asInternalName(),
                            call.name().stringValue(),
                            call.type().stringValue());
            case NewObjectInstruction made -> whole(made.className().asInternalName());
            case InvokeDynamicInstruction call -> dynamic(call);
            default -> {}
        }
    }

    private void dynamic(InvokeDynamicInstruction call) {
        for (var argument : call.bootstrapArgs()) {
            if (argument instanceof DirectMethodHandleDesc handle) {
                method(
                        internalName(handle.owner().descriptorString()),
                        handle.methodName(),
                        handle.lookupDescriptor());
            }
        }
        var bootstrap = call.bootstrapMethod();
        var owner = internalName(bootstrap.owner().descriptorString());
        if (model(owner) != null) {
            late(owner, bootstrap.methodName(), call);
        }
    }

    /** A call that cells bind to the latest definition: found here, and bound again there. */
    private void late(String bootstrapOwner, String bootstrap, InvokeDynamicInstruction call) {
        var name = call.name().stringValue();
        var descriptor = call.type().stringValue();
        try {
            var owner = origins.load(bootstrapOwner.replace('/', '.'));
            var lookup = MethodHandles.publicLookup();
            var type = MethodType.fromMethodDescriptorString(descriptor, owner.getClassLoader());
            var site =
                    (CallSite)
                            owner.getMethod(
                                            bootstrap,
                                            MethodHandles.Lookup.class,
                                            String.class,
                                            MethodType.class)
                                    .invoke(null, lookup, name, type);
            if (!(site instanceof MutableCallSite)) {
                return;
            }
            var target = lookup.revealDirect(site.getTarget()).getDeclaringClass();
            links.add(
                    new Cargo.Link(owner.getName(), bootstrap, name, descriptor, target.getName()));
            method(target.getName().replace('.', '/'), name, descriptor);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new CannotCrossException(
                    "the method " + name + " cannot be found for another JVM: " + e.getMessage(),
                    e);
        }
    }

    private void variable(String owner, String name) {
        if (model(owner) == null || variables.containsKey(owner + "." + name)) {
            return;
        }
        try {
            var field = origins.load(owner.replace('/', '.')).getDeclaredField(name);
            if (!Modifier.isFinal(field.getModifiers())) {
                variables.put(owner + "." + name, field);
            }
        } catch (ReflectiveOperationException e) {
            // Inherited from a class of the class path, where the other JVM has it too.
        }
    }

    /** Every method of a class, and of those above it. */
    private void whole(String type) {
        var model = model(type);
        if (model == null || !whole.add(type)) {
            return;
        }
        model.methods().forEach(method -> add(type, method));
        model.superclass().ifPresent(above -> whole(above.asInternalName()));
        model.interfaces().forEach(above -> whole(above.asInternalName()));
    }

    private void method(String owner, String name, String descriptor) {
        var model = model(owner);
        if (model == null) {
            return;
        }
        for (var method : model.methods()) {
            if (method.methodName().equalsString(name)
                    && method.methodType().equalsString(descriptor)) {
                add(owner, method);
            } else if (method.methodName().equalsString("<clinit>")) {
                add(owner, method);
            }
        }
    }

    private void add(String owner, MethodModel method) {
        if (seen.add(owner + "." + method.methodName() + method.methodType())) {
            left.add(method);
        }
    }

    /** The class file of a class that exists in memory alone; null for any other. */
    private ClassModel model(String internalName) {
        return models.computeIfAbsent(
                internalName,
                name -> {
                    byte[] bytes = origins.inMemory(name.replace('/', '.'));
                    return bytes == null ? null : ClassFile.of().parse(bytes);
                });
    }

    private static String internalName(String descriptor) {
        return descriptor.substring(1, descriptor.length() - 1);
    }
}

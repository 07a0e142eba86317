package io.juggler.server.engine.whole;

import notebook.Links;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.Superclass;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Predicate;

/**
 * Turns calls of cells' methods into calls that find the latest definition, see {@link Links}. It
 * leaves classes without such calls as they are.
 */
final class LateBinding {
    private static final ClassDesc LINKS = ClassDesc.of(Links.class.getName());
    private static final DirectMethodHandleDesc BOOTSTRAP =
            MethodHandleDesc.ofMethod(
                    DirectMethodHandleDesc.Kind.STATIC,
                    LINKS,
                    "call",
                    MethodTypeDesc.of(
                            ConstantDescs.CD_CallSite,
                            ConstantDescs.CD_MethodHandles_Lookup,
                            ConstantDescs.CD_String,
                            ConstantDescs.CD_MethodType));

    private final ClassFile classFile;

    LateBinding(ClassHierarchyResolver hierarchy) {
        classFile =
                ClassFile.of(
                        ClassFile.ClassHierarchyResolverOption.of(hierarchy),
                        ClassFile.DeadCodeOption.KEEP_DEAD_CODE);
    }

    /**
     * Binds a class's calls late.
     *
     * @param isHolder says by internal name whether a class holds cells' methods
     * @param superclass whether to make the class one of {@code Object}: its own superclass is
     *     there for the compiler alone
     */
    byte[] bind(byte[] bytes, Predicate<String> isHolder, boolean superclass) {
        var pool = ConstantPool.of(bytes);
        boolean calls = false;
        for (int i = 1; i < pool.count() && !calls; i++) {
            calls =
                    pool.tag(i) == ConstantPool.METHOD
                            && isHolder.test(pool.owner(i))
                            && isCells(pool.name(i));
        }
        if (!calls && !superclass) {
            return bytes;
        }
        var model = classFile.parse(bytes);
        var own = model.thisClass().asInternalName();
        ClassTransform transform =
                (builder, element) -> {
                    if (element instanceof MethodModel method && hasCalls(method, isHolder, own)) {
                        builder.transformMethod(
                                method,
                                MethodTransform.transformingCode(calls(isHolder, own, method)));
                    } else if (superclass && element instanceof Superclass) {
                        builder.withSuperclass(ConstantDescs.CD_Object);
                    } else if (superclass
                            && element instanceof MethodModel method
                            && method.methodName().equalsString("<init>")) {
                        builder.transformMethod(
                                method,
                                MethodTransform.transformingCode(LateBinding::objectConstructor));
                    } else {
                        builder.with(element);
                    }
                };
        return classFile.transformClass(model, transform);
    }

    private static boolean hasCalls(MethodModel method, Predicate<String> isHolder, String own) {
        return method.code().isPresent()
                && method.code()
                        .get()
                        .elementStream()
                        .anyMatch(e -> isLate(e, isHolder, own, method));
    }

    private static boolean isLate(
            Object element, Predicate<String> isHolder, String own, MethodModel method) {
        return element instanceof InvokeInstruction call
                && call.opcode() == Opcode.INVOKESTATIC
                && isHolder.test(call.owner().asInternalName())
                && isCells(call.name().stringValue())
                && !isRecursion(call, own, method);
    }

    /**
     * A method that calls itself stays as fast as in plain Java: a newer definition brings its own
     * body anyway.
     */
    private static boolean isRecursion(InvokeInstruction call, String own, MethodModel method) {
        return call.owner().asInternalName().equals(own)
                && call.name().equalsString(method.methodName().stringValue())
                && call.type().equalsString(method.methodType().stringValue());
    }

    /** Not javac's own methods nor ours. */
    private static boolean isCells(String name) {
        return !name.startsWith("lambda$") && !name.startsWith("$") && !name.startsWith("<");
    }

    private static CodeTransform calls(Predicate<String> isHolder, String own, MethodModel method) {
        return (builder, element) -> {
            if (isLate(element, isHolder, own, method)) {
                var call = (InvokeInstruction) element;
                builder.invokedynamic(
                        DynamicCallSiteDesc.of(
                                BOOTSTRAP, call.name().stringValue(), call.typeSymbol()));
            } else {
                builder.with(element);
            }
        };
    }

    private static void objectConstructor(CodeBuilder builder, CodeElement element) {
        if (element instanceof InvokeInstruction call && call.opcode() == Opcode.INVOKESPECIAL) {
            builder.invokespecial(ConstantDescs.CD_Object, "<init>", ConstantDescs.MTD_void);
        } else {
            builder.with(element);
        }
    }

    /** A class with nothing but one method's declaration, for the compiler to see. */
    static byte[] view(String name, java.util.List<MethodModel> methods) {
        return ClassFile.of()
                .build(
                        ClassDesc.of(name),
                        builder -> {
                            builder.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_SUPER);
                            builder.withMethodBody(
                                    "<init>",
                                    ConstantDescs.MTD_void,
                                    ClassFile.ACC_PUBLIC,
                                    code ->
                                            code.aload(0)
                                                    .invokespecial(
                                                            ConstantDescs.CD_Object,
                                                            "<init>",
                                                            ConstantDescs.MTD_void)
                                                    .return_());
                            for (var method : methods) {
                                builder.withMethod(
                                        method.methodName(),
                                        method.methodType(),
                                        method.flags().flagsMask() | ClassFile.ACC_NATIVE,
                                        copy ->
                                                method.attributes().stream()
                                                        .filter(
                                                                attribute ->
                                                                        attribute
                                                                                        instanceof
                                                                                        java.lang
                                                                                                .classfile
                                                                                                .MethodElement
                                                                                && !attribute
                                                                                        .attributeName()
                                                                                        .equalsString(
                                                                                                Attributes
                                                                                                        .NAME_CODE))
                                                        .forEach(
                                                                attribute ->
                                                                        copy.with(
                                                                                (java.lang.classfile
                                                                                                .MethodElement)
                                                                                        attribute)));
                            }
                        });
    }
}

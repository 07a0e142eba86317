package io.juggler.worker;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.DeadCodeOption;
import java.lang.classfile.ClassFile.ShortJumpsOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts a call of the {@link Poll} into cells' classes, at the start of each method and before each
 * branch that goes back, so that no code of theirs runs for long without meeting one.
 *
 * <p>The call takes nothing from the operand stack and leaves nothing on it, so the compiler's own
 * stack maps stay true and only move: no type has to be known, loaded or guessed to write them.
 * They are computed anew, with a resolver, only where a method grows so long that its jumps no
 * longer reach.
 */
final class Weaver {
    private static final DynamicCallSiteDesc POLL =
            DynamicCallSiteDesc.of(
                    MethodHandleDesc.ofMethod(
                            DirectMethodHandleDesc.Kind.STATIC,
                            ClassDesc.of(Poll.class.getName()),
                            "link",
                            MethodTypeDesc.of(
                                    ConstantDescs.CD_CallSite,
                                    ConstantDescs.CD_MethodHandles_Lookup,
                                    ConstantDescs.CD_String,
                                    ConstantDescs.CD_MethodType)),
                    "poll",
                    MethodTypeDesc.of(ConstantDescs.CD_void));

    /**
     * Methods above this many bytes are left alone where all else fails; a method has 65,535 at
     * most.
     */
    private static final int LONG_METHOD = 8 << 10;

    /** How the methods begin that run a cell's statements. */
    private static final String RUN = "$run";

    /** The bytes of code that only calls another constructor without arguments. */
    private static final int EMPTY_CONSTRUCTOR = 5;

    private final ClassFile keepingMaps =
            ClassFile.of(
                    StackMapsOption.DROP_STACK_MAPS, // no new ones: the old ones are passed on
                    ShortJumpsOption.FAIL_ON_SHORT_JUMPS,
                    DeadCodeOption.KEEP_DEAD_CODE);
    private final ClassFile makingMaps;

    /**
     * @param types knows the classes that woven code names, where stack maps have to be computed
     */
    Weaver(ClassHierarchyResolver types) {
        makingMaps = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(types));
    }

    /**
     * Weaves a class. What cannot be woven for its size stays as it is: it runs, and cannot be
     * stopped in there.
     */
    byte[] weave(byte[] classFile) {
        var model = keepingMaps.parse(classFile);
        if (model.methods().stream().allMatch(Weaver::runsOnce)) {
            return classFile;
        }
        try {
            return keepingMaps.transformClass(model, weaving(true, Integer.MAX_VALUE));
        } catch (IllegalArgumentException tooLongForItsJumps) {
            try {
                return makingMaps.transformClass(
                        makingMaps.parse(classFile), weaving(false, Integer.MAX_VALUE));
            } catch (IllegalArgumentException tooLongForAMethod) {
                return withoutLongMethods(model);
            }
        }
    }

    /**
     * Whether a method is straight-line code that the kernel calls, once: most small cells are that
     * and no more, and for them weaving would be half the work of loading.
     */
    private static boolean runsOnce(MethodModel method) {
        var code = method.code().orElse(null);
        if (code == null) {
            return true;
        }
        if (method.methodName().equalsString(ConstantDescs.INIT_NAME)) {
            return ((CodeAttribute) code).codeLength() <= EMPTY_CONSTRUCTOR;
        }
        var behind = new HashSet<Label>();
        return method.methodName().stringValue().startsWith(RUN)
                && code.elementStream().noneMatch(element -> goesBack(element, behind));
    }

    /** Whether an element branches to one of the labels before it, which are collected. */
    private static boolean goesBack(CodeElement element, Set<Label> behind) {
        return switch (element) {
            case LabelTarget target -> {
                behind.add(target.label());
                yield false;
            }
            case BranchInstruction branch -> behind.contains(branch.target());
            case LookupSwitchInstruction select ->
                    goesBack(select.defaultTarget(), select.cases(), behind);
            case TableSwitchInstruction select ->
                    goesBack(select.defaultTarget(), select.cases(), behind);
            default -> false;
        };
    }

    private static boolean goesBack(Label otherwise, List<SwitchCase> cases, Set<Label> behind) {
        return behind.contains(otherwise)
                || cases.stream().anyMatch(each -> behind.contains(each.target()));
    }

    private byte[] withoutLongMethods(ClassModel model) {
        return keepingMaps.transformClass(model, weaving(true, LONG_METHOD));
    }

    private static ClassTransform weaving(boolean keepMaps, int longest) {
        return (builder, element) -> {
            if (element instanceof MethodModel method
                    && method.findAttribute(Attributes.code())
                            .filter(code -> code.codeLength() <= longest)
                            .isPresent()) {
                boolean initialiser =
                        method.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME);
                builder.transformMethod(method, body(keepMaps, !initialiser));
            } else {
                builder.with(element);
            }
        };
    }

    private static MethodTransform body(boolean keepMaps, boolean atEntry) {
        return (builder, element) -> {
            if (element instanceof CodeModel code) {
                builder.transformCode(code, new Polls(code, keepMaps, atEntry));
            } else {
                builder.with(element);
            }
        };
    }

    /** Puts the calls into one method. */
    private static final class Polls implements CodeTransform {
        private final CodeModel code;
        private final boolean keepMaps;
        private final boolean atEntry;
        private final Set<Label> behind = new HashSet<>();

        Polls(CodeModel code, boolean keepMaps, boolean atEntry) {
            this.code = code;
            this.keepMaps = keepMaps;
            this.atEntry = atEntry;
        }

        @Override
        public void atStart(CodeBuilder builder) {
            if (keepMaps) {
                ((CodeAttribute) code)
                        .findAttribute(Attributes.stackMapTable())
                        .ifPresent(
                                maps -> {
                                    // Read before the code is walked: that makes the labels that
                                    // only the maps refer to.
                                    if (!maps.entries().isEmpty()) {
                                        builder.with(maps);
                                    }
                                });
            }
            if (atEntry) {
                builder.invokedynamic(POLL);
            }
        }

        @Override
        public void accept(CodeBuilder builder, CodeElement element) {
            if (goesBack(element, behind)) {
                builder.invokedynamic(POLL);
            }
            builder.with(element);
        }
    }
}

package io.juggler.server.engine.whole;

import io.juggler.server.engine.whole.Definition.Origin;
import io.juggler.server.engine.whole.Definition.Variable;
import io.juggler.server.engine.whole.UnitCompiler.CompiledUnit;
import io.juggler.wire.ClassBytes;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.InnerClassesAttribute;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes of a compiled unit what is loaded, and what later cells' compilations see of it. */
final class UnitLoader {
    private final CellClasses classes;
    private final ClassHierarchyResolver library;
    private int views;

    /**
     * What became of a unit.
     *
     * @param load the classes for the worker
     * @param definitions what it defines, in the cell's order
     */
    record Loadable(CompiledUnit compiled, List<ClassBytes> load, List<Definition> definitions) {
        /** Makes its imports and definitions the names' latest meanings. */
        void define(Names names) {
            for (var piece : compiled.unit().pieces()) {
                if (piece instanceof Piece.Import each) {
                    names.addImport(each.text());
                }
            }
            definitions.forEach(names::define);
            if (compiled.valueType() != null) {
                names.showed(compiled.unit().number(), compiled.valueType());
            }
        }
    }

    /**
     * @param library finds the superclasses of the classes that are not the cells'
     */
    UnitLoader(CellClasses classes, ClassHierarchyResolver library) {
        this.classes = classes;
        this.library = library;
    }

    /** Prepares the class that an earlier cell's overloads come from. */
    void prepare(Header header) {
        if (header.superclass() != null) {
            var methods = new ArrayList<MethodModel>();
            for (var method : header.overloads()) {
                parse(classes.bytes(method.view())).methods().stream()
                        .filter(each -> each.methodName().equalsString(method.name()))
                        .forEach(methods::add);
            }
            classes.put(header.superclass(), LateBinding.view(header.superclass(), methods));
        }
    }

    /**
     * @param names what the names mean before this unit
     * @param together the internal names of the units that were compiled with it
     */
    Loadable load(CompiledUnit compiled, Names names, Set<String> together) {
        var unit = compiled.unit();
        var main = parse(compiled.written().get(unit.className()));
        var definitions = new ArrayList<Definition>();
        var holders = new HashMap<String, String>();
        var load = new ArrayList<ClassBytes>();
        variables(compiled, main, names, definitions, holders, load);
        methods(compiled, main, definitions);
        types(compiled, main, definitions);

        var binding = new LateBinding(hierarchy(compiled.written()));
        int[] lines = compiled.source().lines();
        compiled.written()
                .forEach(
                        (name, bytes) -> {
                            boolean isMain = name.equals(unit.className());
                            var bound =
                                    binding.bind(
                                            bytes,
                                            owner -> together.contains(owner) || isView(owner),
                                            isMain && compiled.superclass() != null);
                            load.add(
                                    new ClassBytes(
                                            name,
                                            ClassPatch.apply(
                                                    bound,
                                                    unit.title(),
                                                    lines,
                                                    unit.internalName(),
                                                    holders)));
                        });
        if (compiled.superclass() != null) {
            classes.removeAll(List.of(compiled.superclass()));
        }
        return new Loadable(compiled, load, definitions);
    }

    private void variables(
            CompiledUnit compiled,
            ClassModel main,
            Names names,
            List<Definition> definitions,
            Map<String, String> holders,
            List<ClassBytes> load) {
        var unit = compiled.unit();
        var fields = new HashMap<String, FieldModel>();
        main.fields().forEach(field -> fields.put(field.fieldName().stringValue(), field));
        var holder = CellClasses.PACKAGE + ".Vars" + unit.simpleName();
        var kept = new ArrayList<FieldModel>();
        for (var piece : unit.pieces()) {
            if (!(piece instanceof Piece.Variables variables)) {
                continue;
            }
            for (var declarator : variables.declarators()) {
                var field = fields.get(declarator.name());
                var type =
                        compiled.forms()
                                .types
                                .getOrDefault(declarator, variables.type().of(unit.cell()))
                                .concat(declarator.dimensions().of(unit.cell()));
                var variable =
                        new Variable(
                                declarator.name(),
                                new Origin(unit.title(), unit.cell(), piece),
                                holder,
                                field.fieldType().stringValue(),
                                signature(field),
                                type);
                var before = names.variable(declarator.name());
                if (before != null && before.sameType(variable)) {
                    // It stays where it was, so that earlier code goes on using it.
                    variable =
                            new Variable(
                                    variable.name(),
                                    variable.origin(),
                                    before.holder(),
                                    variable.descriptor(),
                                    variable.signature(),
                                    type);
                } else {
                    kept.add(field);
                }
                definitions.add(variable);
                holders.put(declarator.name(), variable.holder().replace('.', '/'));
            }
        }
        if (!kept.isEmpty()) {
            var bytes =
                    ClassFile.of()
                            .build(
                                    ClassDesc.of(holder),
                                    builder -> {
                                        builder.withFlags(
                                                ClassFile.ACC_PUBLIC | ClassFile.ACC_SUPER);
                                        kept.forEach(
                                                field ->
                                                        builder.withField(
                                                                field.fieldName(),
                                                                field.fieldType(),
                                                                copy -> {
                                                                    copy.withFlags(
                                                                            field.flags()
                                                                                    .flagsMask());
                                                                    field.findAttribute(
                                                                                    Attributes
                                                                                            .signature())
                                                                            .ifPresent(copy::with);
                                                                }));
                                    });
            classes.put(holder, bytes);
            load.add(new ClassBytes(holder, bytes));
        }
    }

    private void methods(CompiledUnit compiled, ClassModel main, List<Definition> definitions) {
        var unit = compiled.unit();
        var models = main.methods().stream().filter(UnitLoader::isCells).iterator();
        for (var piece : unit.pieces()) {
            if (piece instanceof Piece.Method method) {
                var model = models.next();
                var view = CellClasses.PACKAGE + ".M" + ++views;
                classes.put(view, LateBinding.view(view, List.of(model)));
                definitions.add(
                        new Definition.Method(
                                method.name(),
                                new Origin(unit.title(), unit.cell(), piece),
                                method.parameters(),
                                view,
                                model.methodType().stringValue(),
                                model.findAttribute(Attributes.signature())
                                        .map(each -> each.signature().stringValue())
                                        .orElse(""),
                                unit.className(),
                                compiled.forms().missing.getOrDefault(piece, "")));
            }
        }
    }

    private void types(CompiledUnit compiled, ClassModel main, List<Definition> definitions) {
        var unit = compiled.unit();
        boolean any = !compiled.forms().anonymous.isEmpty();
        for (var piece : unit.pieces()) {
            if (piece instanceof Piece.Type type) {
                any = true;
                definitions.add(
                        new Definition.Type(
                                type.name(),
                                new Origin(unit.title(), unit.cell(), piece),
                                unit.className() + "$" + type.name(),
                                ""));
            }
        }
        if (any) {
            classes.put(unit.className(), outer(unit.className(), main));
            compiled.written()
                    .forEach(
                            (name, bytes) -> {
                                if (!name.equals(unit.className())) {
                                    classes.put(name, bytes);
                                }
                            });
        }
    }

    /** The unit's class with nothing but its member types. */
    private static byte[] outer(String name, ClassModel main) {
        return ClassFile.of()
                .build(
                        ClassDesc.of(name),
                        builder -> {
                            builder.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_SUPER);
                            main.findAttribute(Attributes.innerClasses())
                                    .ifPresent(
                                            all ->
                                                    builder.with(
                                                            InnerClassesAttribute.of(
                                                                    all.classes().stream()
                                                                            .filter(
                                                                                    each ->
                                                                                            each.outerClass()
                                                                                                    .filter(
                                                                                                            outer ->
                                                                                                                    outer
                                                                                                                            .equals(
                                                                                                                                    main
                                                                                                                                            .thisClass()))
                                                                                                    .isPresent())
                                                                            .toList())));
                        });
    }

    private ClassHierarchyResolver hierarchy(Map<String, byte[]> written) {
        ClassHierarchyResolver cells =
                type -> {
                    var descriptor = type.descriptorString();
                    var name = descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
                    var bytes = written.getOrDefault(name, classes.bytes(name));
                    if (bytes == null) {
                        return null;
                    }
                    var model = parse(bytes);
                    return model.flags().has(java.lang.reflect.AccessFlag.INTERFACE)
                            ? ClassHierarchyResolver.ClassHierarchyInfo.ofInterface()
                            : ClassHierarchyResolver.ClassHierarchyInfo.ofClass(
                                    model.superclass().map(each -> each.asSymbol()).orElse(null));
                };
        return cells.orElse(library);
    }

    private static boolean isView(String owner) {
        return (owner.startsWith("notebook/M")
                        && owner.length() > 10
                        && Character.isDigit(owner.charAt(10)))
                || owner.startsWith("notebook/Overloads");
    }

    private static boolean isCells(MethodModel method) {
        var name = method.methodName().stringValue();
        return !name.startsWith("$") && !name.startsWith("lambda$") && !name.startsWith("<");
    }

    private static String signature(FieldModel field) {
        return field.findAttribute(Attributes.signature())
                .map(each -> each.signature().stringValue())
                .orElse("");
    }

    private static ClassModel parse(byte[] bytes) {
        return ClassFile.of().parse(bytes);
    }
}

package io.juggler.server.engine;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * The names that a star import of a class's static members can bring.
 *
 * @param names of fields and methods, static or not
 * @param whole whether these are all: a class that inherits or has nested types may have more
 */
record StaticMembers(Set<String> names, boolean whole) {

    static StaticMembers of(byte[] classFile) {
        var model = ClassFile.of().parse(classFile);
        var names = new HashSet<String>();
        model.methods().forEach(each -> names.add(each.methodName().stringValue()));
        model.fields().forEach(each -> names.add(each.fieldName().stringValue()));
        var parent = model.superclass().map(each -> each.asInternalName()).orElse("");
        boolean nests = model.findAttribute(Attributes.innerClasses()).isPresent();
        boolean whole = parent.equals("java/lang/Object") && model.interfaces().isEmpty() && !nests;
        return new StaticMembers(Set.copyOf(names), whole);
    }

    /** Whether one of these words may be such a name. */
    boolean mayHave(Collection<String> words) {
        return !whole || !Collections.disjoint(names, words);
    }
}

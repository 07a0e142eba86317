package io.juggler.lab.process;

import java.io.IOException;
import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.List;

/**
 * What a child JVM is sent: the work, the cell variables that it reads, and which methods its late
 * bound calls find.
 *
 * @param variables by class and name
 * @param links calls that are bound when they run
 * @param work a {@link Parcel} of its own: it is unpacked when the variables have their values
 */
record Cargo(List<Variable> variables, List<Link> links, byte[] work) implements Serializable {

    /**
     * A static field and its value.
     *
     * @param value a {@link Parcel}
     */
    record Variable(String owner, String name, byte[] value) implements Serializable {}

    /**
     * A call whose bootstrap method gives a call site that is set from outside.
     *
     * @param bootstrapOwner the class of the bootstrap method
     * @param bootstrap its name
     * @param name the name called
     * @param descriptor the type called
     * @param owner the class whose static method of that name and type is found
     */
    record Link(
            String bootstrapOwner, String bootstrap, String name, String descriptor, String owner)
            implements Serializable {}

    /** Makes the child's classes what the parent's are, as far as the work goes, and unpacks it. */
    static RemoteWork unpack(byte[] bytes, ClassLoader loader)
            throws IOException, ReflectiveOperationException {
        var cargo = (Cargo) Parcel.unpack(bytes, name -> find(name, loader));
        for (var link : cargo.links) {
            bind(link, loader);
        }
        for (var variable : cargo.variables) {
            var field = loader.loadClass(variable.owner).getDeclaredField(variable.name);
            field.setAccessible(true);
            field.set(null, Parcel.unpack(variable.value, name -> find(name, loader)));
        }
        return (RemoteWork) Parcel.unpack(cargo.work, name -> find(name, loader));
    }

    static Class<?> find(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private static void bind(Link link, ClassLoader loader) throws ReflectiveOperationException {
        var lookup = MethodHandles.publicLookup();
        var type = MethodType.fromMethodDescriptorString(link.descriptor, loader);
        var site =
                (MutableCallSite)
                        loader.loadClass(link.bootstrapOwner)
                                .getMethod(
                                        link.bootstrap,
                                        MethodHandles.Lookup.class,
                                        String.class,
                                        MethodType.class)
                                .invoke(null, lookup, link.name, type);
        site.setTarget(
                lookup.findStatic(loader.loadClass(link.owner), link.name, type).asFixedArity());
    }
}

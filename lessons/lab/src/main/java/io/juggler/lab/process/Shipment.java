package io.juggler.lab.process;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Work made ready to be done in other JVMs: with the cell variables that it reads, and with the
 * classes that they ask for.
 */
public final class Shipment {
    private final Origins origins = new Origins();
    private final byte[] cargo;

    /**
     * Makes work ready, with the values that its variables have now.
     *
     * @throws CannotCrossException when the work, what it holds, or a variable that it reads cannot
     *     be serialised; the message names it
     */
    public Shipment(RemoteWork work) {
        var parcel = packed(work, "the task");
        var reach = new Reach(origins);
        reach.follow(parcel);
        Map<String, Cargo.Variable> variables = new LinkedHashMap<>();
        // A variable's value can hold lambdas, which read variables in turn.
        for (var found = missing(reach, variables);
                !found.isEmpty();
                found = missing(reach, variables)) {
            for (var each : found.entrySet()) {
                variables.put(each.getKey(), variable(each.getValue(), reach));
            }
        }
        cargo =
                Parcel.of(
                                new Cargo(
                                        new ArrayList<>(variables.values()),
                                        new ArrayList<>(reach.links()),
                                        parcel.bytes()))
                        .bytes();
    }

    private static Map<String, Field> missing(Reach reach, Map<String, Cargo.Variable> known) {
        var missing = new LinkedHashMap<>(reach.variables());
        missing.keySet().removeAll(known.keySet());
        return missing;
    }

    private Cargo.Variable variable(Field field, Reach reach) {
        try {
            field.setAccessible(true);
            var parcel = packed(field.get(null), "the variable " + field.getName());
            reach.follow(parcel);
            return new Cargo.Variable(
                    field.getDeclaringClass().getName(), field.getName(), parcel.bytes());
        } catch (IllegalAccessException e) {
            throw new CannotCrossException(
                    "the variable " + field.getName() + " cannot be read", e);
        }
    }

    private Parcel packed(Object object, String what) {
        var parcel = Parcel.of(object, what);
        origins.add(parcel.classes());
        for (var type : parcel.classes()) {
            requireClassFile(type, what);
        }
        return parcel;
    }

    private void requireClassFile(Class<?> type, String what) {
        boolean cells = !type.isArray() && !type.isPrimitive() && type.getClassLoader() != null;
        if (cells && origins.bytes(type.getName()).length == 0) {
            throw new CannotCrossException(
                    what
                            + " cannot go to another JVM: this kernel or program keeps the class "
                            + type.getName()
                            + " to itself (its class loader does not hand out class files)",
                    null);
        }
    }

    byte[] cargo() {
        return cargo;
    }

    byte[] classFile(String name) {
        return origins.bytes(name);
    }

    List<String> classPath() {
        return origins.classPath();
    }

    /** A class that a result names. */
    Class<?> find(String name) {
        return origins.find(name);
    }
}

package io.juggler.server.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleReader;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says which packages of the JDK have a type of some name. It looks for the names that it is asked
 * for, one by one: listing the packages would take longer than a whole cell. Any thread may ask.
 */
final class ModuleTypes {
    private final Map<String, ModuleReader> readers = new LinkedHashMap<>();
    private final Map<String, List<String>> known = new ConcurrentHashMap<>();

    /**
     * Looks into these packages and those that {@code java.base} exports to all.
     *
     * @param more packages of whatever module; one that this JVM does not have is left out
     */
    static ModuleTypes of(Collection<String> more) {
        var types = new ModuleTypes();
        var base = Object.class.getModule();
        var reader = types.reader(base);
        base.getDescriptor().exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(Exports::source)
                .forEach(name -> types.readers.put(name, reader));
        for (var name : more) {
            if (!types.readers.containsKey(name)) {
                ModuleLayer.boot().modules().stream()
                        .filter(module -> module.getPackages().contains(name))
                        .findFirst()
                        .ifPresent(module -> types.readers.put(name, types.reader(module)));
            }
        }
        return types;
    }

    private ModuleReader reader(Module module) {
        try {
            return ModuleLayer.boot()
                    .configuration()
                    .findModule(module.getName())
                    .orElseThrow()
                    .reference()
                    .open();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the JDK's module " + module.getName(), e);
        }
    }

    /**
     * The packages with a top-level type of that name; also one that is not public, which an import
     * passes over.
     */
    List<String> packagesWith(String simpleName) {
        return known.computeIfAbsent(simpleName, this::look);
    }

    private List<String> look(String simpleName) {
        return readers.entrySet().stream()
                .filter(each -> has(each.getValue(), each.getKey(), simpleName))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean has(ModuleReader reader, String inPackage, String simpleName) {
        try {
            return reader.find(inPackage.replace('.', '/') + "/" + simpleName + ".class")
                    .isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for " + simpleName + " in the JDK", e);
        }
    }
}

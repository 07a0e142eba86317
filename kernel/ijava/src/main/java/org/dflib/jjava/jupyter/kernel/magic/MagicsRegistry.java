package org.dflib.jjava.jupyter.kernel.magic;

import io.juggler.api.Display;
import io.juggler.api.Magic;
import io.juggler.api.Magics;

import org.dflib.jjava.jupyter.kernel.BaseKernel;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Magics by name; those that are registered here can be called in cells, and the kernel's here. */
public class MagicsRegistry {
    private final Map<String, LineMagic<?, ?>> line = new ConcurrentHashMap<>();
    private final Map<String, CellMagic<?, ?>> cell = new ConcurrentHashMap<>();

    public MagicsRegistry() {}

    /** Makes a line magic known. */
    public MagicsRegistry registerLineMagic(String name, LineMagic<?, ?> magic) {
        line.put(name, magic);
        tell(name);
        return this;
    }

    /** Makes a cell magic known. */
    public MagicsRegistry registerCellMagic(String name, CellMagic<?, ?> magic) {
        cell.put(name, magic);
        tell(name);
        return this;
    }

    /** The names of the line magics that were registered here. */
    public Set<String> getLineMagicNames() {
        return Set.copyOf(line.keySet());
    }

    /** The names of the cell magics that were registered here. */
    public Set<String> getCellMagicNames() {
        return Set.copyOf(cell.keySet());
    }

    /**
     * Runs a line magic.
     *
     * @param <T> what the caller takes its value for
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // JJava's own signature
    public <T, K extends BaseKernel> T evalLineMagic(K kernel, String name, List<String> args)
            throws Exception {
        var own = (LineMagic<?, K>) line.get(name);
        return (T)
                (own != null ? own.eval(kernel, args) : Display.frontEnd().magic(name, args, null));
    }

    /**
     * Runs a cell magic.
     *
     * @param <T> what the caller takes its value for
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // JJava's own signature
    public <T, K extends BaseKernel> T evalCellMagic(
            K kernel, String name, List<String> args, String body) throws Exception {
        var own = (CellMagic<?, K>) cell.get(name);
        return (T)
                (own != null
                        ? own.eval(kernel, args, body)
                        : Display.frontEnd().magic(name, args, body));
    }

    private void tell(String name) {
        if (Display.isAvailable()) {
            Magics.define(new Registered(name));
        }
    }

    /** One name of this registry, as Juggler sees it. */
    private final class Registered implements Magic {
        private final String name;

        Registered(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Object run(List<String> arguments, String body) throws Exception {
            var kernel = BaseKernel.notebookKernel();
            if (body == null) {
                if (!line.containsKey(name)) {
                    throw new UndefinedMagicException(name, true);
                }
                return evalLineMagic(kernel, name, arguments);
            }
            if (!cell.containsKey(name)) {
                throw new UndefinedMagicException(name, false);
            }
            return evalCellMagic(kernel, name, arguments, body);
        }
    }
}

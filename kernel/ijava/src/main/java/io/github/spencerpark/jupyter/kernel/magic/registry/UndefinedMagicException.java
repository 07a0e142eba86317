package io.github.spencerpark.jupyter.kernel.magic.registry;

/** There is no magic of that name. */
public class UndefinedMagicException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final boolean line;

    public UndefinedMagicException(String name, boolean line) {
        super("Undefined " + (line ? "line" : "cell") + " magic '" + name + "'");
        this.name = name;
        this.line = line;
    }

    public String getMagicName() {
        return name;
    }

    public boolean isLineMagic() {
        return line;
    }

    public boolean isCellMagic() {
        return !line;
    }
}

package io.github.spencerpark.jupyter.kernel.magic.registry;

/** The arguments of a magic are not as it wants them. */
public class MagicArgsParseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MagicArgsParseException(String message) {
        super(message);
    }

    @SuppressWarnings("AnnotateFormatMethod") // there is no annotation on the users' class path
    public MagicArgsParseException(String format, Object... args) {
        super(String.format(format, args));
    }
}

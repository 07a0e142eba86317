package io.github.spencerpark.jupyter.kernel.display.mime;

/** A text that is no MIME type. */
public class MIMETypeParseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String source;
    private final int position;
    private final String problem;

    public MIMETypeParseException(String source, int position, String problem) {
        this(source, position, problem, null);
    }

    public MIMETypeParseException(String source, int position, String problem, Throwable cause) {
        super(source + '@' + position + ": " + problem, cause);
        this.source = source;
        this.position = position;
        this.problem = problem;
    }

    /** The text. */
    public String getSource() {
        return source;
    }

    /** The index in it where the problem is. */
    public int getPosition() {
        return position;
    }

    public String getProblem() {
        return problem;
    }
}

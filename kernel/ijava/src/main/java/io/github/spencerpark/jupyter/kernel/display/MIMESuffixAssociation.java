package io.github.spencerpark.jupyter.kernel.display;

import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;

/** What a MIME type's suffix stands for, such as {@code json}. */
@FunctionalInterface
public interface MIMESuffixAssociation {
    /** No suffix stands for anything. */
    MIMESuffixAssociation NONE = suffix -> null;

    /** The type of that suffix, or null. */
    MIMEType resolveSuffix(String suffix);
}

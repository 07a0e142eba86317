package io.juggler.server.javadoc;

import java.util.Optional;

import javax.lang.model.element.Element;

/** The comments of what one file declares or describes. */
interface Comments {
    /**
     * The comment of a type or of a member.
     *
     * @return its text, without the slashes and stars; empty where the file has none
     */
    Optional<String> of(Element element);
}

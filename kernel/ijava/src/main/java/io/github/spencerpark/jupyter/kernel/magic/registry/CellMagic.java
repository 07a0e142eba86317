package io.github.spencerpark.jupyter.kernel.magic.registry;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A method that is a cell magic: it takes a list of texts and a text, or nothing. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface CellMagic {
    /** Its name; the method's where it is empty. */
    String value() default "";

    /** More names. */
    String[] aliases() default {};
}

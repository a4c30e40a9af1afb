package org.reactord.source;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On the concrete class of a contract: what the backend that it tests can do. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Backend {
    Capability[] can();
}

package org.reactord.source;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** A row of the contract that holds only for backends with a capability, as {@link Backend} declares it. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Tag("native-only")
@ExtendWith(NativeOnly.Applicability.class)
@interface NativeOnly {
    Capability value();

    /** Not a skipped test: the contract itself says that the row is not this backend's. */
    final class Applicability implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Backend backend = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), Backend.class)
                    .orElseThrow(() -> new IllegalStateException("say with @Backend what this backend can do"));
            Capability needed = AnnotationSupport.findAnnotation(context.getElement(), NativeOnly.class)
                    .orElseThrow()
                    .value();
            for (Capability capability : backend.can()) {
                if (capability == needed) {
                    return ConditionEvaluationResult.enabled("the backend can do " + needed);
                }
            }
            return ConditionEvaluationResult.disabled("not applicable by contract: needs " + needed);
        }
    }
}

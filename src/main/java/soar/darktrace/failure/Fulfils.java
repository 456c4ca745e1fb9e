package soar.darktrace.failure;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;

/**
 * A rule for a setting that Bean Validation has no word for. It stands at the property, not at a method that checks it,
 * so that a failure names the property; at a type where the rule is about several of its properties. A value that is
 * missing passes.
 */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Fulfils.Rule.class)
public @interface Fulfils {

    /** The rule; a class with a constructor without parameters. */
    Class<? extends Predicate<?>> value();

    /** What the value must be; completes a sentence that begins with the property's name. */
    String message();

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Applies the rule. */
    final class Rule implements ConstraintValidator<Fulfils, @Nullable Object> {

        private Predicate<Object> rule = value -> true;

        @Override
        @SuppressWarnings("unchecked") // a rule of the wrong type fails with the first value
        public void initialize(Fulfils annotation) {
            rule = (Predicate<Object>) BeanUtils.instantiateClass(annotation.value());
        }

        @Override
        public boolean isValid(@Nullable Object value, ConstraintValidatorContext context) {
            return value == null || rule.test(value);
        }
    }
}

package soar.darktrace.client;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;
import soar.darktrace.network.Secret;

/** One of the two halves of Darktrace's API token: present, and printable ASCII without blanks. */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ApiToken.Rule.class)
@interface ApiToken {
    String message() default
            "is missing or holds a blank, a line break or a non-ASCII character: copy it again from Darktrace"
                    + " (System Config > Settings > API Token)";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** The rule behind it. */
    final class Rule implements ConstraintValidator<ApiToken, @Nullable Secret> {
        @Override
        public boolean isValid(@Nullable Secret token, ConstraintValidatorContext context) {
            return token != null
                    && !token.value().isEmpty()
                    && token.value().chars().allMatch(c -> c > ' ' && c < 0x7f);
        }
    }
}

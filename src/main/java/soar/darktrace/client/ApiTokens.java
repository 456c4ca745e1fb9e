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

/**
 * Each half of Darktrace's API token is there once, as a value or as the name of a file; a value is printable ASCII without
 * blanks. A violation names the half.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ApiTokens.Rule.class)
@interface ApiTokens {
    String message() default
            "is missing or holds a blank, a line break or a non-ASCII character: copy it again from Darktrace"
                    + " (System Config > Settings > API Token)";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** The rule behind it. */
    final class Rule implements ConstraintValidator<ApiTokens, InstanceSettings> {

        private static final String TWICE = "is set, and so is its -file: keep one of the two";

        private String malformed = "";

        @Override
        public void initialize(ApiTokens annotation) {
            malformed = annotation.message();
        }

        @Override
        public boolean isValid(InstanceSettings settings, ConstraintValidatorContext context) {
            context.disableDefaultConstraintViolation();
            boolean isPublicValid =
                    isValid("publicApiToken", settings.publicApiToken(), settings.publicApiTokenFile(), context);
            boolean isPrivateValid =
                    isValid("privateApiToken", settings.privateApiToken(), settings.privateApiTokenFile(), context);
            return isPublicValid && isPrivateValid;
        }

        private boolean isValid(
                String name, @Nullable Secret token, @Nullable String file, ConstraintValidatorContext context) {
            String problem = null;
            if (file != null) {
                problem = token == null ? null : TWICE;
            } else if (token == null || !isWellFormed(token.value())) {
                problem = malformed;
            }
            if (problem != null) {
                context.buildConstraintViolationWithTemplate(problem)
                        .addPropertyNode(name)
                        .addConstraintViolation();
            }
            return problem == null;
        }

        static boolean isWellFormed(String token) {
            return !token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 0x7f);
        }
    }
}

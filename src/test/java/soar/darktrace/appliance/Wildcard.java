package soar.darktrace.appliance;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text in which {@code *} stands for anything, compared without regard to case. */
record Wildcard(String text) {

    boolean hasStar() {
        return text.contains("*");
    }

    boolean matches(String other) {
        return Pattern.compile(expression(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(other)
                .matches();
    }

    private String expression() {
        return Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    }
}

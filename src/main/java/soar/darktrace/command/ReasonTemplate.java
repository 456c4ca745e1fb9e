package soar.darktrace.command;

import jakarta.validation.constraints.Pattern;
import java.util.regex.Matcher;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;
import org.springframework.validation.annotation.Validated;
import reactor.core.publisher.Mono;
import soar.darktrace.access.Caller;

/**
 * What stands around every free text that is sent to Darktrace, comments and reasons: the name of the caller, where the
 * operator wants it there. In Darktrace they are all written by the owner of the token.
 */
@Component
@EnableConfigurationProperties(ReasonTemplate.Settings.class)
public class ReasonTemplate {

    private static final String TEXT = "{text}";
    private static final java.util.regex.Pattern PLACEHOLDER = java.util.regex.Pattern.compile("\\{(?:text|caller)}");

    /**
     * How texts are sent.
     *
     * @param reasonTemplate with {@code {text}} once and {@code {caller}} where its name goes
     */
    @Validated
    @ConfigurationProperties("connector")
    record Settings(
            @DefaultValue(TEXT) @Pattern(regexp = TEMPLATE, message = EXAMPLE)
            String reasonTemplate) {

        private static final String LITERAL = "[^{}\\p{Cntrl}]*";
        private static final String WITH_CALLERS = LITERAL + "(?:\\{caller}" + LITERAL + ")*";
        private static final String TEMPLATE = WITH_CALLERS + "\\{text}" + WITH_CALLERS;
        /** Bean Validation reads braces without a backslash as a parameter of the message. */
        private static final String EXAMPLE =
                "must have \\{text\\} once and no other placeholder than \\{caller\\}, in one"
                        + " line, such as \"\\{text\\} (by \\{caller\\})\"";
    }

    private final String template;
    private final java.util.regex.Pattern sent;

    ReasonTemplate(Settings settings) {
        template = settings.reasonTemplate();
        int text = template.indexOf(TEXT);
        sent = java.util.regex.Pattern.compile(
                anyCaller(template.substring(0, text)) + "(.*)" + anyCaller(template.substring(text + TEXT.length())),
                java.util.regex.Pattern.DOTALL);
    }

    /** The text as it is sent, of the caller in whose context this is subscribed. A placeholder in it is none. */
    public Mono<String> applyTo(String text) {
        return Mono.deferContextual(context -> {
            String caller = Caller.in(context).id();
            return Mono.just(PLACEHOLDER
                    .matcher(template)
                    .replaceAll(found -> Matcher.quoteReplacement(found.group().equals(TEXT) ? text : caller)));
        });
    }

    /** A text that was sent by this template, as its caller wrote it; any other text as it is. */
    public String removedFrom(String text) {
        Matcher matcher = sent.matcher(text);
        return matcher.matches() ? matcher.group(1) : text;
    }

    private static String anyCaller(String part) {
        return java.util.regex.Pattern.quote(part).replace("{caller}", "\\E.*?\\Q");
    }
}

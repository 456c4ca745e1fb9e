package soar.darktrace.command;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.util.context.Context;
import soar.darktrace.access.Caller;

class ReasonTemplateTest {

    private static final Caller SOC = new Caller("soc-1", null, Set.of(), List.of(), List.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{text}                      | looked at {caller} $1",
                "{text} (by {caller})        | looked at {caller} $1 (by soc-1)",
                "[{caller}] {text} {caller}. | [soc-1] looked at {caller} $1 soc-1.",
                "SOC (24/7): {text}          | SOC (24/7): looked at {caller} $1"
            })
    void namesTheCallerAndReadsTheTextBack(String template, String sent) {
        ReasonTemplate reasons = of(template);

        assertThat(applied(reasons, "looked at {caller} $1")).isEqualTo(sent);
        assertThat(reasons.removedFrom(sent)).isEqualTo("looked at {caller} $1");
    }

    @Test
    void leavesATextAloneThatWasSentByAnotherTemplate() {
        assertThat(of("{text} (by {caller})").removedFrom("closed: a\nb")).isEqualTo("closed: a\nb");
    }

    @Test
    void readsTextsOfSeveralLinesBackWholly() {
        String text = "two (by me)\nlines";

        assertThat(of("{text} (by {caller})").removedFrom(text + " (by soc-1)")).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "by {caller}", "{text} {text}", "{text} {user}", "{text} }", "{text}\nby {caller}"})
    void refusesATemplateThatLosesTheTextOrHasAnUnknownPlaceholder(String template) {
        Validator validator = Validation.buildDefaultValidatorFactory().getValidator();

        assertThat(validator.validate(new ReasonTemplate.Settings(template)))
                .singleElement()
                .extracting(violation -> violation.getMessage())
                .isEqualTo("must have {text} once and no other placeholder than {caller}, in one line, such as"
                        + " \"{text} (by {caller})\"");
    }

    private static ReasonTemplate of(String template) {
        return new ReasonTemplate(new ReasonTemplate.Settings(template));
    }

    private static @Nullable String applied(ReasonTemplate template, String text) {
        return template.applyTo(text).contextWrite(SOC.putInto(Context.empty())).block();
    }
}

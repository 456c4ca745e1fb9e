package soar.darktrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {

    private static final Reference REFERENCE = new Reference("ref:0123456789abcdef");

    @Test
    void itStandsBelowTheText() {
        assertThat(REFERENCE.under("a text\nof two lines")).isEqualTo("a text\nof two lines\nref:0123456789abcdef");
    }

    @Test
    void itIsTheSameForTheSameParts() {
        assertThat(Reference.derivedFrom("main:95", "12@3"))
                .isEqualTo(Reference.derivedFrom("main:95", "12@3"))
                .isNotEqualTo(Reference.derivedFrom("main:951", "2@3"));
        assertThat(Reference.of(Reference.derivedFrom("a").under("a text"))).contains(Reference.derivedFrom("a"));
    }

    @Test
    void itIsRemovedFromTheEndOfATextAlone() {
        assertThat(REFERENCE.removedFrom("a text\nof two lines\nref:0123456789abcdef\n"))
                .isEqualTo("a text\nof two lines");
        assertThat(REFERENCE.removedFrom("a ref:0123456789abcdef in a text"))
                .isEqualTo("a ref:0123456789abcdef in a text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "looked for ref:0123456789abcdef",
                "see:\nref:0123456789abcdef and others",
                "see:\nof ref:0123456789abcdef",
                "xref:0123456789abcdef"
            })
    void oneThatIsQuotedInASentenceIsNone(String text) {
        assertThat(Reference.of(text)).isEmpty();
        assertThat(REFERENCE.removedFrom(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a text\nref:0123456789abcdef",
                "a text\r\nref:0123456789abcdef\r\n",
                "a text\\nref:0123456789abcdef",
                "a text<br/>ref:0123456789abcdef<br/>"
            })
    void itIsRemovedWhereTheLineBreakIsStillToBeSeen(String returned) {
        assertThat(Reference.of(returned)).contains(REFERENCE);
        assertThat(REFERENCE.removedFrom(returned)).isEqualTo("a text");
    }

    @Test
    void noTwoRequestsHaveTheSame() {
        assertThat(Reference.random()).isNotEqualTo(Reference.random());
        assertThat(Reference.of(Reference.random().under("a text"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a text\nref:0123456789abcdef",
                "a text\r\nref:0123456789abcdef\r\n",
                "a text ref:0123456789abcdef",
                "a text\\nref:0123456789abcdef",
                "a text<br/>ref:0123456789abcdef<br/>",
                "quoted ref:fedcba9876543210 ref:0123456789abcdef",
                "ref:0123456789abcdef"
            })
    void itIsFoundWhateverBecameOfTheLineBreak(String returned) {
        assertThat(REFERENCE.isOf(returned)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a text",
                "a text\nref:0123456789abcde",
                "a text\nref:0123456789abcdef0",
                "a text\nref:fedcba9876543210",
                "quoted:\nref:0123456789abcdef\nanother text"
            })
    void anotherTextIsNotTakenForIt(String returned) {
        assertThat(REFERENCE.isOf(returned)).isFalse();
    }
}

package soar.darktrace.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dc-*        | DC-01           | true
            dc-*        | dc-             | true
            dc-*        | adc-01          | false
            *.example   | a.b.EXAMPLE     | true
            *a*b*       | xxaxxbxx        | true
            *a*b        | abab            | true
            *a*b        | aba             | false
            10.0.0.?    | 10.0.0.7        | true
            10.0.0.?    | 10.0.0.17       | false
            10.0.0.?    | 10x0x0x7        | false
            ''          | ''              | true
            *           | ''              | true
            ?           | ''              | false
            plain       | plain           | true
            plain       | plainer         | false
            a.b         | axb             | false
            """)
    void matchesAsAnalystsExpect(String pattern, String text, boolean matches) {
        assertThat(Wildcard.of(pattern).matches(text)).isEqualTo(matches);
    }

    @Test
    void takesNoTimeHoweverManyStarsThereAre() {
        Wildcard nasty = Wildcard.of("*a".repeat(1000) + "b");

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(nasty.matches("a".repeat(10_000))).isFalse());
    }
}

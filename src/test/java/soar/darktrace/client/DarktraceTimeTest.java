package soar.darktrace.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DarktraceTimeTest {

    private static final Instant NOW = Instant.parse("2024-03-31T10:20:30.456Z");
    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @CsvSource({
        "1602191481000, 2020-10-08T21:11:21.000Z",
        "1602191481007, 2020-10-08T21:11:21.007Z",
        "0, 1970-01-01T00:00:00.000Z",
        "-1, 1969-12-31T23:59:59.999Z",
        "253402300799999, 9999-12-31T23:59:59.999Z"
    })
    void rendersMilliseconds(long epochMillis, String iso) {
        assertThat(DarktraceTime.iso(epochMillis)).isEqualTo(iso);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "1602191481000, \"2020-10-08T21:11:21.000Z\"",
                "\"1602191481000\", \"2020-10-08T21:11:21.000Z\"",
                "0, \"1970-01-01T00:00:00.000Z\"",
                "253402300799999, \"9999-12-31T23:59:59.999Z\""
            })
    void rendersTheTimesOfAnAnswer(String sent, String shown) {
        assertThat(DarktraceTime.iso(JSON.readTree(sent))).isEqualTo(JSON.readTree(shown));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "253402300800000",
                "9223372036854775808",
                "1e12",
                "1602191481000.5",
                "null",
                "true",
                "\"\"",
                "\"-1\"",
                "\"2020-10-08 21:11:21\"",
                "\"1602191481000 \"",
                "\"٣٤٥\"",
                "\"253402300800000\"",
                "\"99999999999999999999\"",
                "{\"time\":1}",
                "[1602191481000]"
            })
    void leavesWhatIsNoTimeAsItIs(String sent) {
        JsonNode value = JSON.readTree(sent);
        assertThat(DarktraceTime.iso(value)).isSameAs(value);
    }

    @ParameterizedTest
    @CsvSource({
        "now, 2024-03-31T10:20:30.456Z",
        "NOW, 2024-03-31T10:20:30.456Z",
        "2020-10-08T21:11:21Z, 2020-10-08T21:11:21Z",
        "2020-10-08t21:11:21.5z, 2020-10-08T21:11:21.500Z",
        "2020-10-08T21:11:21.000000001Z, 2020-10-08T21:11:21.000000001Z",
        "2020-10-08T23:11:21+02:00, 2020-10-08T21:11:21Z",
        "2020-10-08T23:11:21+0200, 2020-10-08T21:11:21Z",
        "2020-10-08T23:11:21+02, 2020-10-08T21:11:21Z",
        "2020-10-08T15:41:21-05:30, 2020-10-08T21:11:21Z",
        "2020-10-08T21:11:21, 2020-10-08T21:11:21Z",
        "2020-10-08T21:11, 2020-10-08T21:11:00Z",
        "2020-10-08 21:11:21, 2020-10-08T21:11:21Z",
        "2020-10-08 21:11, 2020-10-08T21:11:00Z",
        "2020-10-08 21:11:21Z, 2020-10-08T21:11:21Z",
        "' 2020-10-08 ', 2020-10-08T00:00:00Z",
        "2020-02-29, 2020-02-29T00:00:00Z",
        "1602191481000, 2020-10-08T21:11:21Z",
        "100000000000, 1973-03-03T09:46:40Z",
        "253402300799999, 9999-12-31T23:59:59.999Z",
        "1602191481, 2020-10-08T21:11:21Z",
        "100000000, 1973-03-03T09:46:40Z",
        "45 seconds, 2024-03-31T10:19:45.456Z",
        "30 minutes, 2024-03-31T09:50:30.456Z",
        "1 hour, 2024-03-31T09:20:30.456Z",
        "12 hours ago, 2024-03-30T22:20:30.456Z",
        "12h, 2024-03-30T22:20:30.456Z",
        "1 day, 2024-03-30T10:20:30.456Z",
        "3 Days Ago, 2024-03-28T10:20:30.456Z",
        "3days, 2024-03-28T10:20:30.456Z",
        "2  weeks, 2024-03-17T10:20:30.456Z",
        "1 month, 2024-02-29T10:20:30.456Z",
        "13 MONTHS, 2023-02-28T10:20:30.456Z",
        "1 year, 2023-03-31T10:20:30.456Z",
        "0 days, 2024-03-31T10:20:30.456Z"
    })
    void readsPointsInTime(String text, Instant expected) {
        assertThat(DarktraceTime.parse(text, NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "days",
                "3",
                "3 fortnights",
                "-3 days",
                "in 3 days",
                "1.5 days",
                "3 daysago",
                "1234567890 days",
                "12345678",
                "12345678901",
                "9999999999999999999",
                "2020-02-30",
                "2021-02-29",
                "2020-13-01",
                "2020-10-08T24:00:00Z",
                "2020-10-08T21:11:60Z",
                "2020-10-08T",
                "2020-10-0821:11:21",
                "2020-10-08T21:11:21+25:00",
                "08.10.2020",
                "٣ days"
            })
    void refusesWhatIsNoTimeAndListsTheForms(String text) {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> DarktraceTime.parse(text, NOW))
                .withMessage("Cannot read \"" + text.strip() + "\" as a time: write 2020-10-08T21:11:21Z,"
                        + " 2020-10-08 21:11:21 or 2020-10-08 (UTC unless an offset is given), epoch milliseconds"
                        + " (12 digits or more) or epoch seconds (9 or 10 digits), now, or how long ago, such as"
                        + " 30 minutes, 12 hours ago, 3 days, 2 weeks, 1 month or 1 year.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1969-12-31",
                "100 years",
                "999999999 years",
                "999999999 weeks",
                "253402300800000",
                "999999999999999999",
                "+12020-01-01"
            })
    void refusesWhatLiesOutsideTheYears1970To9999(String text) {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> DarktraceTime.parse(text, NOW))
                .withMessage("The time \"" + text + "\" is outside the years 1970 to 9999: write one inside.");
    }

    @Test
    void showsNoMoreThanFortyCharactersOfWhatItRefuses() {
        String text = "\uD83D\uDE00".repeat(41);
        String shown = "\"" + "\uD83D\uDE00".repeat(40) + "…\"";
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> DarktraceTime.parse(text, NOW))
                .withMessageContaining(shown);
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> DarktraceTime.duration(text))
                .withMessageContaining(shown);
    }

    @Test
    void writesQueryTimesAsEpochMilliseconds() {
        assertThat(DarktraceTime.query(NOW)).isEqualTo("1711880430456");
        assertThat(DarktraceTime.query(Instant.parse("2020-10-08T21:11:21.000999999Z")))
                .isEqualTo("1602191481000");
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "90, PT1M30S",
        "' 45 seconds ', PT45S",
        "10 minutes, PT10M",
        "1h, PT1H",
        "24H, PT24H",
        "30 min, PT30M",
        "45mins, PT45M",
        "90s, PT90S",
        "2d, PT48H",
        "1w, PT168H",
        "1 hour, PT1H",
        "1HOUR, PT1H",
        "2 days, PT48H",
        "1 week, PT168H",
        "999999999 weeks, PT167999999832H"
    })
    void readsLengthsOfTime(String text, Duration expected) {
        assertThat(DarktraceTime.duration(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hour",
                "-5",
                "1.5 hours",
                "1 month",
                "2 years",
                "2 days ago",
                "1234567890",
                "PT1H",
                "500ms",
                "5x"
            })
    void refusesWhatIsNoLengthOfTime(String text) {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> DarktraceTime.duration(text))
                .withMessage("Cannot read \"" + text + "\" as a length of time: write seconds as a number,"
                        + " or a number of seconds, minutes, hours, days or weeks, such as 10 minutes or 8h.");
    }
}

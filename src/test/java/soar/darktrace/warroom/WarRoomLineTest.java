package soar.darktrace.warroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WarRoomLineTest {

    private static final long SEED = 95;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!darktrace-get-breach pbid=95",
                "darktrace-get-breach pbid=95",
                " \t!darktrace-get-breach \n pbid=95\u00a0",
                "!darktrace-get-breach pbid=\"95\"",
                "!darktrace-get-breach\u00a0pbid='95'",
                "!darktrace-get-breach pbid=`95`"
            })
    void readsACommandAndItsArgument(String line) {
        assertThat(WarRoomLine.parse(line))
                .isEqualTo(new WarRoomLine("darktrace-get-breach", Map.of("pbid", "95"), null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '\0',
            value = {
                "\"two words\" → two words",
                "'two words' → two words",
                "`two words` → two words",
                "\"it's a `quote`\" → it's a `quote`",
                "'say \"hi\"' → say \"hi\"",
                "\"say \\\"hi\\\"\" → say \"hi\"",
                "\"a\\\\b\" → a\\b",
                "\"C:\\Temp\\new\" → C:\\Temp\\new",
                "\"C:\\Temp\\\\\" → C:\\Temp\\",
                "'C:\\Temp\\' → C:\\Temp\\",
                "`C:\\Temp\\` → C:\\Temp\\",
                "C:\\Temp\\ → C:\\Temp\\",
                "http://x/?a=b&c==d → http://x/?a=b&c==d",
                "it's → it's",
                "{\"a\":\"b\"} → {\"a\":\"b\"}",
                "日本 → 日本",
            })
    void readsValues(String written, String value) {
        assertThat(WarRoomLine.parse("!c a=1 key=" + written + " z=2").arguments())
                .containsExactly(entry("a", "1"), entry("key", value), entry("z", "2"));
    }

    @Test
    void keepsLineBreaksInsideQuotes() {
        assertThat(WarRoomLine.parse("!c a=\"l1\nl2\"").arguments()).containsExactly(entry("a", "l1\nl2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"!c a= b=1", "!c a=\"\" b=1", "!c a='' b=1", "!c b=1 a="})
    void readsAnEmptyValue(String line) {
        assertThat(WarRoomLine.parse(line).arguments()).containsOnly(entry("a", ""), entry("b", "1"));
    }

    @Test
    void takesTheInstanceOutOfTheArguments() {
        assertThat(WarRoomLine.parse("!c using=\"Darktrace main\" pbid=1"))
                .isEqualTo(new WarRoomLine("c", Map.of("pbid", "1"), "Darktrace main"));
    }

    @Test
    void takesTheWordsOfAShellAsTheyAre() {
        assertThat(WarRoomLine.of(List.of("!c", "message=say \"hi\"", "path=C:\\", "q=a=b", "using=main", "empty=")))
                .isEqualTo(new WarRoomLine(
                        "c", Map.of("message", "say \"hi\"", "path", "C:\\", "q", "a=b", "empty", ""), "main"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '\0',
            value = {
                "! → 0 → The line is empty: write a command, such as !darktrace-get-breach pbid=95.",
                "!c a=\"b → 5 → The quote \" is never closed: add one behind the value, and write \\\\ for a backslash before it.",
                "!c a=\"C:\\\" b=1 → 5 → The quote \" is never closed: add one behind the value, and write \\\\ for a backslash before it.",
                "!c a='b → 5 → The quote ' is never closed: add one behind the value.",
                "!c a=` → 5 → The quote ` is never closed: add one behind the value.",
                "!c a=1 95 → 7 → The word 95 is not an argument: write key=value, and put quotes around a value with spaces.",
                "!c a = 1 → 3 → The word a is not an argument: write key=value, and put quotes around a value with spaces.",
                "!c =1 → 3 → There is no name before the equals sign: write key=value without spaces around it.",
                "!c a=1 b=2 a=3 → 11 → The argument a is given twice: leave one of the two out.",
                "!c using=a using=b → 11 → The argument using is given twice: leave one of the two out.",
                "!c using=' ' → 3 → The argument using is empty: name an instance or leave it out.",
                "pbid=95 → 0 → The line begins with an argument: put the command first, such as !darktrace-get-breach pbid=95.",
                "!c a='it's' → 9 → There is text right behind a closing quote: put a space between them, or other quotes around a value that holds such quotes.",
            })
    void saysWhatToDoAndWhere(String line, int position, String message) {
        WarRoomSyntaxException failure =
                catchThrowableOfType(WarRoomSyntaxException.class, () -> WarRoomLine.parse(line));
        assertThat(failure).hasMessage(message);
        assertThat(failure.position()).isEqualTo(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0\n"})
    void refusesAnEmptyLine(String line) {
        assertThatExceptionOfType(WarRoomSyntaxException.class)
                .isThrownBy(() -> WarRoomLine.parse(line))
                .withMessageStartingWith("The line is empty");
        assertThatExceptionOfType(WarRoomSyntaxException.class)
                .isThrownBy(() -> WarRoomLine.of(List.of()))
                .withMessageStartingWith("The line is empty");
    }

    @Test
    void countsPositionsInWordsAsIfJoined() {
        WarRoomSyntaxException failure =
                catchThrowableOfType(WarRoomSyntaxException.class, () -> WarRoomLine.of(List.of("!c", "a=1", "a=2")));
        assertThat(failure.position()).isEqualTo(7);
    }

    @Test
    void showsOnlyTheStartOfALongWord() {
        assertThatExceptionOfType(WarRoomSyntaxException.class)
                .isThrownBy(() -> WarRoomLine.parse("!c " + "x".repeat(10_000)))
                .withMessageContaining("x".repeat(40) + "… is")
                .withMessageNotContaining("x".repeat(41));
    }

    @Test
    void readsBackWhateverIsQuoted() {
        Random random = new Random(SEED);
        for (int run = 0; run < 5_000; run++) {
            Map<String, String> arguments = new LinkedHashMap<>();
            List<String> words = new ArrayList<>(List.of("c"));
            StringBuilder line = new StringBuilder("!c");
            for (int i = random.nextInt(4); i > 0; i--) {
                String value = randomText(random);
                arguments.put("k" + i, value);
                words.add("k" + i + "=" + value);
                line.append(" k").append(i).append('=').append(quoted(value, random));
            }
            WarRoomLine expected = new WarRoomLine("c", arguments, null);
            assertThat(WarRoomLine.parse(line.toString()))
                    .as("seed %d, run %d: %s", SEED, run, line)
                    .isEqualTo(expected);
            assertThat(WarRoomLine.of(words)).as("seed %d, run %d", SEED, run).isEqualTo(expected);
        }
    }

    private static String randomText(Random random) {
        return random.ints(random.nextInt(8), 0, 14)
                .collect(
                        StringBuilder::new,
                        (text, i) -> text.append("ab=\\\"'`! \t\né\u00a0日".charAt(i)),
                        StringBuilder::append)
                .toString();
    }

    private static String quoted(String value, Random random) {
        char quote = "\"'`".charAt(random.nextInt(3));
        return quote == '"' || value.indexOf(quote) >= 0
                ? '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
                : quote + value + quote;
    }

    @Test
    void whatHelpIsAskedAboutNeedsNoKey() {
        assertThat(WarRoomLine.parse("!help darktrace-get-breach").arguments())
                .isEqualTo(Map.of("command", "darktrace-get-breach"));
        assertThat(WarRoomLine.parse("help command=get-breach").arguments()).isEqualTo(Map.of("command", "get-breach"));
        assertThat(WarRoomLine.parse("help").arguments()).isEmpty();
        assertThatExceptionOfType(WarRoomSyntaxException.class)
                .isThrownBy(() -> WarRoomLine.parse("help a b"))
                .withMessageContaining("command is given twice");
        assertThatExceptionOfType(WarRoomSyntaxException.class)
                .isThrownBy(() -> WarRoomLine.parse("helps a"))
                .withMessageContaining("a is not an argument");
    }
}

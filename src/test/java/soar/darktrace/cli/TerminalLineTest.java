package soar.darktrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;

class TerminalLineTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "--debug", "--darktrace.instances.main.url=https://x --spring.config.import=configtree:/run/"
            })
    void leavesALineOfSpringOptionsToTheServer(String line) {
        assertThat(WarRoomTerminal.isMeantBy(words(line))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test-module",
                "!test-module",
                "help",
                "--help",
                "-h",
                "--version",
                "--json",
                "--darktrace.instances.main.url=https://x test-module",
                "darktrace-get-breach pbid=95 --spring.config.import=configtree:/run/"
            })
    void takesALineWithAnyOtherWord(String line) {
        assertThat(WarRoomTerminal.isMeantBy(words(line))).isTrue();
    }

    @Test
    void keepsSpringOptionsApartFromTheCommand() {
        TerminalLine line = TerminalLine.of("--a.b=c", "darktrace-get-breach", "--json", "pbid=95", "--d.e=f");

        assertThat(line.options()).containsExactly("--a.b=c", "--d.e=f");
        assertThat(line.words()).containsExactly("darktrace-get-breach", "pbid=95");
        assertThat(line.output()).isEqualTo("json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test-module --server http://a --key-file=k --ca-file c --server.port=1",
                "--server=http://a --key-file k test-module --server.port=1 --ca-file=c"
            })
    void takesTheWayToAConnectorWithOrWithoutAnEqualsSign(String line) {
        assertThat(TerminalLine.of(words(line)))
                .returns("http://a", TerminalLine::server)
                .returns("k", TerminalLine::keyFile)
                .returns("c", TerminalLine::caFile)
                .returns(List.of("test-module"), TerminalLine::words)
                .returns(List.of("--server.port=1"), TerminalLine::options);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "help darktrace-get-breach",
                "!help !darktrace-get-breach",
                "--help darktrace-get-breach",
                "darktrace-get-breach pbid=95 -h"
            })
    void findsTheCommandThatHelpIsWantedFor(String line) {
        assertThat(TerminalLine.of(words(line)))
                .matches(TerminalLine::asksForHelp)
                .extracting(TerminalLine::topic)
                .isEqualTo("darktrace-get-breach");
    }

    @Test
    void readsOneWordAsAWholeLineWithItsQuotes() {
        assertThat(TerminalLine.of("!darktrace-get-breach pbid=\"9 5\" using=main")
                        .request())
                .isEqualTo(TerminalLine.of("darktrace-get-breach", "pbid=9 5", "using=main")
                        .request());
    }

    @Test
    void refusesAMistypedFlagInsteadOfHandingItToSpring() {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> TerminalLine.of("test-module", "--jsno").request())
                .withMessage("There is no option --jsno; did you mean --json?")
                .returns(Reason.INVALID_REQUEST, CommandException::reason);
    }

    private static String[] words(String line) {
        return List.of(line.split(" ")).stream().filter(word -> !word.isEmpty()).toArray(String[]::new);
    }
}

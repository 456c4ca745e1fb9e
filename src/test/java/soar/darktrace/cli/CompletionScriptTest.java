package soar.darktrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import soar.darktrace.command.DeclaredCommands;

/** The scripts for shells, in these shells. */
class CompletionScriptTest {

    @TempDir
    Path directory;

    private static String printed(int exitCode, String... line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, UTF_8);
        assertThat(WarRoomTerminal.run(line, Map.of(), stream, stream)).isEqualTo(exitCode);
        return out.toString(UTF_8);
    }

    private static void assumeInstalled(String shell) {
        assumeTrue(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, shell))),
                "Skipped: there is no " + shell + ". Install it (Debian: apt-get install " + shell + ").");
    }

    private String run(String... command) throws IOException {
        Process shell = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        shell.getOutputStream().close();
        return new String(shell.getInputStream().readAllBytes(), UTF_8);
    }

    /** What bash offers for each line, by one shell for all. */
    private Map<String, List<String>> offers(String wordBreaks, String... lines) throws IOException {
        assumeInstalled("bash");
        Path script = Files.writeString(directory.resolve("completion"), printed(0, "completion", "bash"));
        List<String> command = new ArrayList<>(List.of("bash", "--norc", "-uc", """
                source "$0"
                COMP_WORDBREAKS=$1
                shift
                for COMP_LINE in "$@"; do
                  COMP_POINT=${#COMP_LINE}
                  _darktrace
                  printf '%s\\n' "${COMPREPLY[*]-}"
                done""", script.toString(), wordBreaks));
        command.addAll(List.of(lines));
        List<String> answers = run(command.toArray(String[]::new)).lines().toList();
        assertThat(answers).as(String.join("\n", answers)).hasSameSizeAs(lines);
        Map<String, List<String>> offers = new LinkedHashMap<>();
        for (int i = 0; i < lines.length; i++) {
            offers.put(lines[i], Arrays.stream(answers.get(i).split(" ")).toList());
        }
        return offers;
    }

    @Test
    void bashCompletesCommandsArgumentsValuesAndOptions() throws IOException {
        Files.writeString(directory.resolve("key file"), "");
        Map<String, List<String>> offers = offers(
                " \t\n\"'><=;|&(:",
                "darktrace ",
                "darktrace list-ai-analyst-incident-events category=critical,su",
                "bin/darktrace !darktrace-get-bre",
                "darktrace get-breach ",
                "darktrace list-breaches pbid=95 p",
                "darktrace --output json list-breaches minimal=t",
                "darktrace list-breaches group=",
                "darktrace get-breach --out",
                "darktrace get-breach --output=m",
                "darktrace get-breach --output c",
                "darktrace get-breach --server=https://a --key-file=k",
                "darktrace get-breach --server=",
                "darktrace help test-m",
                "darktrace completion z",
                "darktrace no-command x");

        assertThat(offers.get("darktrace "))
                .contains("get-breach", "test-module", "help", "check-config", "new-api-key", "verify-audit")
                .doesNotContain("darktrace-get-breach")
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(DeclaredCommands.specs().size());
        assertThat(offers.get("darktrace get-breach ")).contains("pbid=", "using=");
        assertThat(offers.get("darktrace list-breaches pbid=95 p")).doesNotContain("pbid=");
        assertThat(offers.get("darktrace list-ai-analyst-incident-events category=critical,su"))
                .containsExactly("critical,suspicious");
        assertThat(offers.get("darktrace --output json list-breaches minimal=t"))
                .containsExactly("true");
        assertThat(offers.get("darktrace list-breaches group=")).containsExactly("device");
        assertThat(offers.get("bin/darktrace !darktrace-get-bre")).containsExactly("!darktrace-get-breach");
        assertThat(offers.get("darktrace get-breach --out")).containsExactly("--output=");
        assertThat(offers.get("darktrace get-breach --output=m")).containsExactly("markdown");
        assertThat(offers.get("darktrace get-breach --output c")).containsExactly("csv");
        assertThat(offers.get("darktrace get-breach --server=https://a --key-file=k"))
                .containsExactly("key", "file");
        assertThat(offers.get("darktrace get-breach --server=")).containsExactly("");
        assertThat(offers.get("darktrace help test-m")).containsExactly("test-module");
        assertThat(offers.get("darktrace completion z")).containsExactly("zsh");
        assertThat(offers.get("darktrace no-command x")).containsExactly("");
    }

    @Test
    void whereBashDoesNotSeparateWordsAtEqualSignsTheNameStays() throws IOException {
        assertThat(offers(" \t\n", "darktrace list-breaches group=d", "darktrace x --output=j")
                        .values())
                .containsExactly(List.of("group=device"), List.of("--output=json"));
    }

    /** Types each line and the tabulator into a shell of its own; a key prints what then stands there. */
    private static final String ZSH_TYPIST = """
            zmodload zsh/zpty
            export TERM=xterm
            zpty shell zsh -f -i
            zpty -w shell 'PROMPT= RPS1= ; fpath=('$PWD' $fpath); autoload -Uz compinit && compinit -u -D
            show() { print -r -- "<$BUFFER>"; BUFFER= ; }; zle -N show; bindkey "^X" show; bindkey "^I" complete-word; print READ''Y'
            zpty -r shell answer '*READY*'
            for line in "$@"; do
              zpty -w -n shell "$line"$'\\t\\x18'
              zpty -r shell answer '*<*>*'
              print -r -- ${${answer##*<}%%>*}
            done
            zpty -d shell
            """;

    @Test
    @Timeout(60)
    void zshCompletesThem() throws IOException {
        assumeInstalled("zsh");
        Files.writeString(directory.resolve("_darktrace"), printed(0, "completion", "zsh"));
        String typist =
                Files.writeString(directory.resolve("typist"), ZSH_TYPIST).toString();

        assertThat(run(
                                "zsh",
                                "-f",
                                typist,
                                "darktrace acknowledg",
                                "darktrace list-breaches gro",
                                "darktrace list-breaches group=d",
                                "darktrace list-ai-analyst-incident-events category=critical,su",
                                "darktrace list-breaches --output=ma",
                                "darktrace help test-m",
                                "darktrace !darktrace-get-br")
                        .lines()
                        .map(String::strip))
                .containsExactly(
                        "darktrace acknowledge",
                        "darktrace list-breaches group=",
                        "darktrace list-breaches group=device",
                        "darktrace list-ai-analyst-incident-events category=critical,suspicious",
                        "darktrace list-breaches --output=markdown",
                        "darktrace help test-module",
                        "darktrace !darktrace-get-breach");
    }

    @Test
    void anotherShellIsRefused() {
        assertThat(printed(2, "completion", "bsh")).contains("Write completion bash or zsh.");
        assertThat(printed(2, "completion")).contains("Write completion bash or zsh.");
    }
}

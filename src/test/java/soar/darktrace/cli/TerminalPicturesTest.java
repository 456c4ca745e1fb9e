package soar.darktrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import soar.darktrace.Demo;
import soar.darktrace.browser.Chromium;

/**
 * Makes the pictures of the terminal from the demo: {@code mvn test -Dtest=TerminalPicturesTest -Dgenerate=true}. They are what the
 * terminal writes, colours and all, drawn by Chromium. They hold times, so that no build compares them.
 */
@EnabledIfSystemProperty(
        named = "generate",
        matches = "true",
        disabledReason = "Pictures are made on demand: mvn test -Dtest=TerminalPicturesTest -Dgenerate=true")
class TerminalPicturesTest {

    private static final List<List<String>> SESSION = List.of(
            List.of("list-breaches", "limit=3"),
            List.of("get-breach", "pbid=95"),
            List.of("list-devices", "limit=5"),
            List.of("get-breach", "pbdi=95"));

    /** Of the letters below, in pixels. */
    private static final int LINE = 18;

    @TempDir
    Path directory;

    @Test
    void showWhatAnAnalystSees() throws Exception {
        Chromium.assumeInstalled();
        try (Demo demo = Demo.prepare(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
                ConfigurableApplicationContext connector =
                        demo.start("--server.port=0", "--spring.datasource.url=jdbc:h2:mem:terminal")) {
            String server = "http://127.0.0.1:" + connector.getEnvironment().getProperty("local.server.port");
            for (int columns : List.of(80, 160)) {
                draw(session(server, columns), columns, Path.of("docs", "terminal-" + columns + ".png"));
            }
        }
    }

    private static String session(String server, int columns) {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(screen, true, UTF_8);
        for (List<String> line : SESSION) {
            stream.println("\u001b[2m$\u001b[0m darktrace " + String.join(" ", line));
            List<String> words = new ArrayList<>(line);
            words.add("--server=" + server);
            WarRoomTerminal.run(
                    words.toArray(String[]::new),
                    Map.of(OutputFormat.COLUMNS, Integer.toString(columns)),
                    stream,
                    stream);
            stream.println();
        }
        return screen.toString(UTF_8)
                .stripTrailing()
                .lines()
                .map(line -> broken(line, columns))
                .collect(joining("\n"));
    }

    /** As a terminal breaks a line that is too long: notes and warnings are not made to fit. */
    private static String broken(String line, int columns) {
        return line.contains("\u001b") ? line : line.replaceAll("(.{" + columns + "})(?=.)", "$1\n");
    }

    private void draw(String text, int columns, Path picture) throws IOException, InterruptedException {
        Path page = Files.writeString(directory.resolve("screen.html"), """
                <!doctype html><meta charset="utf-8"><style>
                body { margin: 0; background: #fbfbfb }
                pre { margin: 0; padding: 12px 16px; font: 14px/18px "DejaVu Sans Mono", monospace; color: #1b1f24 }
                </style><pre>""" + html(text) + "</pre>");
        List<String> command = new ArrayList<>(List.of(Chromium.path().toString()));
        command.addAll(Chromium.OPTIONS);
        command.addAll(List.of(
                "--hide-scrollbars",
                "--user-data-dir=" + directory.resolve("profile"),
                // A letter of this font is 8.43 px wide.
                "--window-size=" + (32 + Math.round(columns * 8.43)) + ","
                        + (24 + LINE * text.lines().count()),
                "--screenshot=" + picture.toAbsolutePath(),
                page.toUri().toString()));
        Process chromium = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        assertThat(chromium.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.size(picture)).isGreaterThan(10_000);
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("\u001b[1m", "<span style='font-weight: bold'>")
                .replace("\u001b[2m", "<span style='color: #6e7781'>")
                .replace("\u001b[31m", "<span style='color: #b3261e'>")
                .replace("\u001b[32m", "<span style='color: #1a7f37'>")
                .replace("\u001b[0m", "</span>");
    }
}

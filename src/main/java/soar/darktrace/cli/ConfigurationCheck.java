package soar.darktrace.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.check.Check;
import soar.darktrace.check.Checks;
import soar.darktrace.check.Finding;

/**
 * {@code check-config}: whether a server would start with this configuration, and whether the appliances, the store and the
 * sinks that it names are there. A line for each.
 */
final class ConfigurationCheck {

    /** The first word of its line. */
    static final String NAME = "check-config";

    private static final String CONFIGURATION = "configuration";
    private static final String REFUSED = "invalid_configuration";

    private static final int DONE = 0;
    private static final int NOT_THERE = 1;
    private static final int REFUSED_START = 2;

    /** So many are looked at together; one that hangs delays the others little. */
    private static final int TOGETHER = 16;

    private static final int CODE_WIDTH = REFUSED.length();

    private final PrintStream out;
    private final TerminalStyle style;
    private final TerminalProgress progress;
    private int subjectWidth = CONFIGURATION.length();
    private int exitCode = DONE;

    private ConfigurationCheck(PrintStream out, TerminalStyle style, TerminalProgress progress) {
        this.out = out;
        this.style = style;
        this.progress = progress;
    }

    /** Prints the lines, each as soon as those before it are known; the exit code. */
    static int run(TerminalLine line, Map<String, String> environment, PrintStream out, PrintStream err) {
        line.requireOnlySettings(NAME);
        try (TerminalProgress progress = TerminalProgress.of(environment, err, "Reading the configuration:")) {
            ConfigurationCheck check = new ConfigurationCheck(out, TerminalStyle.of(environment), progress);
            try (ConfigurableApplicationContext server = ServerRehearsal.start(line.options())) {
                check.look(server);
            } catch (StartFailure refused) {
                check.print(CONFIGURATION, Finding.refused(REFUSED, String.valueOf(refused.getMessage())));
            }
            return check.exitCode;
        }
    }

    private void look(ConfigurableApplicationContext server) {
        InstanceChecks instances = InstanceChecks.of(server);
        List<Check> checks = new ArrayList<>(instances.all());
        server.getBeanProvider(Checks.class).orderedStream().forEach(more -> checks.addAll(more.all()));
        subjectWidth =
                checks.stream().mapToInt(check -> check.subject().length()).reduce(subjectWidth, Math::max);
        progress.say("Looking at " + checks.size() + " things:");
        print(CONFIGURATION, Finding.ok(instances.summary(server.getEnvironment())));
        Flux.fromIterable(checks)
                .flatMapSequential(check -> found(check).map(finding -> Map.entry(check.subject(), finding)), TOGETHER)
                .toStream()
                .forEach(found -> print(found.getKey(), found.getValue()));
    }

    private static Mono<Finding> found(Check check) {
        return check.finding()
                .onErrorResume(fault -> Mono.just(new Finding("internal_error", "The look at it failed: " + fault)));
    }

    private void print(String subject, Finding finding) {
        progress.hide();
        String code = padded(finding.code(), CODE_WIDTH);
        String sentence = finding.sentence().strip().replaceAll("\\s*\\R\\s*", " ");
        out.println(WarRoomTerminal.printable(padded(subject, subjectWidth)) + "  "
                + (finding.isOk() ? style.good(code) : style.bad(code)) + "  "
                + WarRoomTerminal.printable(sentence));
        if (!finding.isOk()) {
            exitCode = Math.max(exitCode, finding.stopsTheStart() ? REFUSED_START : NOT_THERE);
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}

package soar.darktrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import soar.darktrace.access.AuditVerification;
import soar.darktrace.access.Caller;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.command.CommandAnswer;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CommandRequest;
import soar.darktrace.command.DeclaredCommands;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs one command: prints the answer to stdout and everything else to stderr. A read runs in this process, unless a
 * connector is named; what is not a read always goes to a running connector, which checks and audits it.
 */
public final class WarRoomTerminal {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_LINE = 2;
    private static final int PARTLY_FAILED = 3;

    /** A hostname or a comment must not control the reader's terminal, nor turn around what stands beside it, nor be another name than it seems. */
    private static final Pattern CONTROL_CHARACTER = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}&&[^\n\t]]"
            + "|[\\x{61c}\\x{200b}\\x{200e}\\x{200f}\\x{2028}-\\x{202e}\\x{2060}\\x{2066}-\\x{2069}\\x{feff}]");

    private WarRoomTerminal() {}

    /** Whether a process with these arguments runs a command instead of the server. */
    public static boolean isMeantBy(String... args) {
        return TerminalLine.of(args).isForTerminal();
    }

    /** Runs the command of these arguments and exits. */
    public static void main(String... args) {
        TerminalLine line = TerminalLine.of(args);
        if (line.isFor(ConfigurationCheck.NAME)) {
            OneShotProcess.prepareServer();
        } else if (line.server() == null) {
            // With a connector that is named, none of the libraries is loaded that this is for; it takes 90 ms.
            OneShotProcess.prepare();
        }
        // Containers have no locale, and without one Java writes ? for every character that is not ASCII.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
        System.exit(run(args, System.getenv(), out, err));
    }

    /** Sets what a process for one line needs; nothing but the line may come after it. */
    public static void prepare() {
        OneShotProcess.prepare();
    }

    /** The exit code of a line whose answer is printed. */
    public static int run(String[] args, Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            return answer(TerminalLine.of(args), environment, out, err);
        } catch (CommandException refused) {
            return complain(err, refused.code() + ": " + refused.getMessage(), exitCode(refused.reason()));
        } catch (DarktraceException failure) {
            return complain(err, failure.code() + ": " + failure.sentence(), FAILED);
        } catch (RemoteFailure failure) {
            return complain(
                    err,
                    failure.code() + ": " + failure.getMessage(),
                    failure.reason().map(WarRoomTerminal::exitCode).orElse(FAILED));
        } catch (StartFailure | VerifyAudit.AuditFailure failure) {
            return complain(err, String.valueOf(failure.getMessage()), FAILED);
        } catch (RuntimeException fault) {
            return complain(
                    err,
                    "internal_error: The connector failed: " + fault
                            + ". If the command changes something, look at its state in Darktrace before you send it"
                            + " again.",
                    FAILED);
        }
    }

    private static int answer(TerminalLine line, Map<String, String> environment, PrintStream out, PrintStream err) {
        if (line.asksForHelp()) {
            return print(new HelpText(DeclaredCommands.specs()).about(line.topic()), out, err, DONE);
        }
        if (line.asksForVersion()) {
            return print(version() + "\n", out, err, DONE);
        }
        if (line.asksForNewApiKey()) {
            return print(NewApiKey.of(line), out, err, DONE);
        }
        if (line.isFor(VerifyAudit.NAME)) {
            AuditVerification.Verdict verdict = VerifyAudit.run(line.request(), line.options());
            return print(verdict.sentence() + "\n", out, err, verdict.isIntact() ? DONE : FAILED);
        }
        if (line.isFor(ConfigurationCheck.NAME)) {
            return ConfigurationCheck.run(line, environment, out, err);
        }
        if (line.isFor(CompletionScript.NAME)) {
            return print(new CompletionScript(DeclaredCommands.specs()).of(line), out, err, DONE);
        }
        return ran(line, environment, out, err);
    }

    private static int ran(TerminalLine line, Map<String, String> environment, PrintStream out, PrintStream err) {
        AnswerPrinter printer = AnswerPrinter.of(line, environment, out, err);
        CommandRequest request = line.request();
        RemoteAnswer answer;
        try (TerminalProgress progress =
                TerminalProgress.of(environment, err, "Waiting for " + request.command() + ":")) {
            answer = new UnfinishedAnswers(route(request, line, environment), progress, err, UnfinishedAnswers::sleep)
                    .finished(request);
        }
        return printer.print(answer) ? answer.isPartial() ? PARTLY_FAILED : DONE : unwritten(err);
    }

    /** Who runs the command. A connector that is named knows its commands itself, so that nothing is loaded here. */
    private static Function<CommandRequest, RemoteAnswer> route(
            CommandRequest request, TerminalLine line, Map<String, String> environment) {
        if (line.server() != null || DeclaredCommands.changesState(DeclaredCommands.named(request.command()))) {
            line.requireNoSettings();
            return new RemoteConnector(ServerAddress.of(line, environment))::run;
        }
        return read -> new RemoteAnswer(JsonMapper.shared().valueToTree(dispatched(named(read), line.options())));
    }

    private static CommandRequest named(CommandRequest written) {
        return new CommandRequest(
                DeclaredCommands.named(written.command()), written.arguments(), written.instance(), written.params());
    }

    private static int print(String text, PrintStream out, PrintStream err, int exitCode) {
        out.print(printable(text));
        return out.checkError() ? unwritten(err) : exitCode;
    }

    private static int unwritten(PrintStream err) {
        return complain(err, "The answer could not be written; the command was carried out.", FAILED);
    }

    private static CommandAnswer dispatched(CommandRequest request, List<String> options) {
        // In this order: what is wrong with the line is said before anything slow begins.
        try (ValidatorFactory validation = Validation.buildDefaultValidatorFactory()) {
            DeclaredCommands.check(request, validation.getValidator());
            return dispatched(request, options, validation);
        }
    }

    private static CommandAnswer dispatched(CommandRequest request, List<String> options, ValidatorFactory validation) {
        try (ConfigurableApplicationContext context = OneShot.start(request.command(), options, validation)) {
            return Objects.requireNonNull(OneShot.dispatcher(context)
                    .dispatch(request)
                    .contextWrite(Caller.ofThisMachine(null)::putInto)
                    .block());
        }
    }

    /** The version that the build recorded. */
    private static String version() {
        try {
            return PropertiesLoaderUtils.loadProperties(new ClassPathResource("META-INF/build-info.properties"))
                    .getProperty("build.version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No default branch: a new reason needs a decision whether the command line is wrong. */
    private static int exitCode(Reason reason) {
        return switch (reason) {
            case INVALID_REQUEST,
                    INVALID_ARGUMENT,
                    UNKNOWN_ARGUMENT,
                    MISSING_ARGUMENT,
                    UNKNOWN_COMMAND,
                    UNKNOWN_INSTANCE -> WRONG_LINE;
            case REFUSED_BY_POLICY, NOT_CONFIRMED, UNKNOWN_SESSION, UNKNOWN_RESOURCE -> FAILED;
        };
    }

    private static int complain(PrintStream err, String sentence, int exitCode) {
        err.println(printable(sentence));
        return exitCode;
    }

    static String printable(String text) {
        return CONTROL_CHARACTER
                .matcher(text)
                .replaceAll(match -> "\\\\u%04x".formatted((int) match.group().charAt(0)));
    }
}

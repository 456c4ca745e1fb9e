package soar.darktrace.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CommandRequest;
import soar.darktrace.failure.Nearest;
import soar.darktrace.warroom.WarRoomLine;
import soar.darktrace.warroom.WarRoomSyntaxException;

/**
 * The arguments of the process by their receiver.
 *
 * @param words the command and its arguments as the shell split them, or the whole line as one word
 * @param flags the given ones of {@link #FLAGS}
 * @param connection the given ones of {@link #WITH_VALUE} with their values
 * @param options options for Spring Boot, {@code --darktrace.instances.main.url=…}
 */
record TerminalLine(List<String> words, List<String> flags, Map<String, String> connection, List<String> options) {

    private static final String HELP = "help";
    private static final String HELP_FLAG = "--help";
    private static final String HELP_SHORT = "-h";
    private static final String VERSION = "--version";
    private static final String JSON = "--json";
    private static final String ALL = "--all";
    private static final List<String> FLAGS = List.of(JSON, ALL, HELP_FLAG, HELP_SHORT, VERSION);
    private static final String OUTPUT = "--output";
    private static final String SERVER = "--server";
    private static final String KEY_FILE = "--key-file";
    private static final String CA_FILE = "--ca-file";
    /** With a value behind {@code =} or as the next word. */
    private static final List<String> WITH_VALUE = List.of(SERVER, KEY_FILE, CA_FILE, OUTPUT);
    /** What somebody tries who has a key. */
    private static final List<String> PLAIN_KEY = List.of("--key", "--api-key", "--token");
    /** Java's replacement for a byte that the locale's character set cannot decode. */
    private static final String UNREADABLE = "\uFFFD";

    static TerminalLine of(String... args) {
        TerminalLine line =
                new TerminalLine(new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
        for (Iterator<String> rest = List.of(args).iterator(); rest.hasNext(); ) {
            String arg = rest.next();
            String[] parts = arg.split("=", 2);
            if (WITH_VALUE.contains(parts[0])) {
                line.connection.put(parts[0], parts.length == 2 ? parts[1] : rest.hasNext() ? rest.next() : "");
            } else if (FLAGS.contains(arg)) {
                line.flags.add(arg);
            } else {
                (arg.startsWith("--") ? line.options : line.words).add(arg);
            }
        }
        return line;
    }

    /** Whether there are other arguments than Spring Boot's options, which start the server. */
    boolean isForTerminal() {
        return !words.isEmpty() || !flags.isEmpty() || !connection.isEmpty();
    }

    boolean asksForHelp() {
        return flags.contains(HELP_FLAG)
                || flags.contains(HELP_SHORT)
                || (!words.isEmpty() && command(words.get(0)).equals(HELP));
    }

    /** The command to describe; null for all. */
    @Nullable
    String topic() {
        return words.stream()
                .map(TerminalLine::command)
                .filter(word -> !word.equals(HELP))
                .findFirst()
                .orElse(null);
    }

    /** Whether the first word is this one. */
    boolean isFor(String command) {
        return !words.isEmpty() && command(words.get(0)).equals(command);
    }

    boolean asksForVersion() {
        return flags.contains(VERSION);
    }

    /** How the answer is to be printed; null where the line does not say. */
    @Nullable
    String output() {
        return flags.contains(JSON) ? "json" : connection.get(OUTPUT);
    }

    /** Whether no column of a table is left out. */
    boolean asksForAll() {
        return flags.contains(ALL);
    }

    boolean asksForNewApiKey() {
        return !words.isEmpty() && words.get(0).equals(NewApiKey.NAME);
    }

    /** The address of a running connector; null where none is named. */
    @Nullable
    String server() {
        return connection.get(SERVER);
    }

    @Nullable
    String keyFile() {
        return connection.get(KEY_FILE);
    }

    @Nullable
    String caFile() {
        return connection.get(CA_FILE);
    }

    /** Refuses options for Spring Boot, which a running connector would not have: it has instances of its own. */
    void requireNoSettings() {
        options.stream().findFirst().ifPresent(option -> {
            throw invalid("This line goes to a running connector, which has settings of its own: leave out "
                    + option.split("=", 2)[0] + ".");
        });
    }

    /** Refuses whatever this line has beside the first word and options for Spring Boot. */
    void requireOnlySettings(String command) {
        if (words.size() > 1 || !flags.isEmpty() || !connection.isEmpty()) {
            throw invalid("Write " + command + " alone, or with settings such as --spring.config.location=….");
        }
        requireNamedOptions();
    }

    private void requireNamedOptions() {
        options.stream().filter(option -> !option.contains("=")).findFirst().ifPresent(option -> {
            throw invalid("There is no option " + option
                    + Nearest.sentence(
                            option,
                            Stream.concat(FLAGS.stream(), WITH_VALUE.stream()).toList()));
        });
    }

    /** The command as it is written, which may lack the prefix of its name. */
    CommandRequest request() {
        options.stream()
                .map(option -> option.split("=", 2)[0])
                .filter(PLAIN_KEY::contains)
                .findFirst()
                .ifPresent(option -> {
                    throw invalid(
                            "A key is not taken from the command line, which the list of processes shows: put it into a file"
                                    + " and name that with --key-file, or into the environment as "
                                    + ServerAddress.KEY_VARIABLE + ".");
                });
        requireNamedOptions();
        if (words.stream().anyMatch(word -> word.contains(UNREADABLE))) {
            throw invalid("The line holds U+FFFD, which stands for a character that the locale of this process does not"
                    + " have: set LC_ALL=C.UTF-8.");
        }
        try {
            return CommandRequest.of(words.size() == 1 ? WarRoomLine.parse(words.get(0)) : WarRoomLine.of(words));
        } catch (WarRoomSyntaxException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static String command(String word) {
        return word.startsWith("!") ? word.substring(1) : word;
    }

    static CommandException invalid(String sentence) {
        return new CommandException(Reason.INVALID_REQUEST, sentence);
    }
}

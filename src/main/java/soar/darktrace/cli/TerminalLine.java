package soar.darktrace.cli;

import java.util.ArrayList;
import java.util.List;
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
 * @param options options for Spring Boot, {@code --darktrace.instances.main.url=…}
 */
record TerminalLine(List<String> words, List<String> flags, List<String> options) {

    private static final String HELP = "help";
    private static final String HELP_FLAG = "--help";
    private static final String HELP_SHORT = "-h";
    private static final String VERSION = "--version";
    private static final String JSON = "--json";
    private static final List<String> FLAGS = List.of(JSON, HELP_FLAG, HELP_SHORT, VERSION);
    /** Java's replacement for a byte that the locale's character set cannot decode. */
    private static final String UNREADABLE = "\uFFFD";

    static TerminalLine of(String... args) {
        TerminalLine line = new TerminalLine(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (String arg : args) {
            if (FLAGS.contains(arg)) {
                line.flags.add(arg);
            } else {
                (arg.startsWith("--") ? line.options : line.words).add(arg);
            }
        }
        return line;
    }

    /** Whether there are other arguments than Spring Boot's options, which start the server. */
    boolean isForTerminal() {
        return !words.isEmpty() || !flags.isEmpty();
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

    boolean asksForVersion() {
        return flags.contains(VERSION);
    }

    boolean asksForJson() {
        return flags.contains(JSON);
    }

    CommandRequest request() {
        options.stream().filter(option -> !option.contains("=")).findFirst().ifPresent(option -> {
            throw invalid("There is no option " + option + Nearest.sentence(option, FLAGS));
        });
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

    private static CommandException invalid(String sentence) {
        return new CommandException(Reason.INVALID_REQUEST, sentence);
    }
}

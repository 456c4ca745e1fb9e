package soar.darktrace.warroom;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command as an analyst types it: {@code !darktrace-get-breach pbid=95 using="main"}.
 *
 * @param command without the leading exclamation mark
 * @param arguments in the order written, without {@code using}; a value may be empty
 * @param instance the value of {@code using}, or null if the line has none
 */
public record WarRoomLine(
        String command,
        Map<String, String> arguments,
        @Nullable String instance) {

    private static final String INSTANCE_KEY = "using";
    private static final String HELP = "help";
    private static final String HELP_TOPIC = "command";
    private static final int SHOWN_LENGTH = 40;

    public WarRoomLine {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    /**
     * Parses a line quoted as in XSOAR: {@code "…"}, {@code '…'} and {@code `…`} may contain spaces. Inside {@code "…"}
     * a backslash escapes the quote and itself; any other backslash is kept, so that Windows paths work. What {@code
     * help} is asked about needs no key: {@code !help darktrace-get-breach}.
     */
    public static WarRoomLine parse(String line) {
        return read(WarRoomWord.split(line));
    }

    /**
     * Parses the words of a line that a shell has split and unquoted: the command, then {@code key=value} pairs.
     * Positions in exceptions refer to the words joined by single spaces.
     */
    public static WarRoomLine of(List<String> words) {
        return read(WarRoomWord.of(words));
    }

    private static WarRoomLine read(List<WarRoomWord> words) {
        String command = words.isEmpty() ? "" : commandOf(words.get(0));
        if (command.isEmpty()) {
            throw new WarRoomSyntaxException(
                    "The line is empty: write a command, such as !darktrace-get-breach pbid=95.", 0);
        }
        Map<String, String> arguments = new LinkedHashMap<>();
        for (WarRoomWord word : words.subList(1, words.size())) {
            String key = command.equals(HELP) && word.key() == null ? HELP_TOPIC : keyOf(word);
            if (arguments.putIfAbsent(key, word.value()) != null) {
                throw new WarRoomSyntaxException(
                        "The argument " + shown(key) + " is given twice: leave one of the two out.", word.position());
            }
        }
        String instance = arguments.remove(INSTANCE_KEY);
        return new WarRoomLine(command, arguments, instance);
    }

    private static String commandOf(WarRoomWord word) {
        if (word.key() != null) {
            throw new WarRoomSyntaxException(
                    "The line begins with an argument: put the command first, such as !darktrace-get-breach pbid=95.",
                    word.position());
        }
        return word.value().startsWith("!") ? word.value().substring(1) : word.value();
    }

    private static String keyOf(WarRoomWord word) {
        String key = word.key();
        if (key == null) {
            throw new WarRoomSyntaxException(
                    "The word " + shown(word.value())
                            + " is not an argument: write key=value, and put quotes around a value with spaces.",
                    word.position());
        }
        if (key.isEmpty()) {
            throw new WarRoomSyntaxException(
                    "There is no name before the equals sign: write key=value without spaces around it.",
                    word.position());
        }
        if (key.equals(INSTANCE_KEY) && word.value().isBlank()) {
            throw new WarRoomSyntaxException(
                    "The argument using is empty: name an instance or leave it out.", word.position());
        }
        return key;
    }

    private static String shown(String text) {
        return text.codePointCount(0, text.length()) <= SHOWN_LENGTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN_LENGTH)) + "…";
    }
}

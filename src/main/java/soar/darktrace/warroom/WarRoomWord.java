package soar.darktrace.warroom;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A word of a war-room line, without its quotes.
 *
 * @param key the text before the first equals sign, or null if the word has none
 * @param value the text after it, or the whole word
 * @param position of the word's first character in the line
 */
record WarRoomWord(@Nullable String key, String value, int position) {

    private static final String QUOTES = "\"'`";

    static List<WarRoomWord> of(List<String> words) {
        List<WarRoomWord> split = new ArrayList<>();
        int position = 0;
        for (String word : words) {
            int equals = word.indexOf('=');
            split.add(
                    equals < 0
                            ? new WarRoomWord(null, word, position)
                            : new WarRoomWord(word.substring(0, equals), word.substring(equals + 1), position));
            position += word.length() + 1;
        }
        return split;
    }

    static List<WarRoomWord> split(String line) {
        List<WarRoomWord> words = new ArrayList<>();
        int position = skipSpaces(line, 0);
        while (position < line.length()) {
            position = skipSpaces(line, addWord(words, line, position));
        }
        return words;
    }

    /** Returns the position after the word. */
    private static int addWord(List<WarRoomWord> words, String line, int start) {
        int equals = start;
        while (equals < line.length() && line.charAt(equals) != '=' && !isSpace(line.charAt(equals))) {
            equals++;
        }
        if (equals == line.length() || line.charAt(equals) != '=') {
            words.add(new WarRoomWord(null, line.substring(start, equals), start));
            return equals;
        }
        StringBuilder value = new StringBuilder();
        int end = readValue(line, equals + 1, value);
        words.add(new WarRoomWord(line.substring(start, equals), value.toString(), start));
        return end;
    }

    private static int readValue(String line, int start, StringBuilder value) {
        if (start < line.length() && QUOTES.indexOf(line.charAt(start)) >= 0) {
            return readQuoted(line, start, value);
        }
        int end = start;
        while (end < line.length() && !isSpace(line.charAt(end))) {
            end++;
        }
        value.append(line, start, end);
        return end;
    }

    private static int readQuoted(String line, int start, StringBuilder value) {
        char quote = line.charAt(start);
        for (int i = start + 1; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == quote) {
                return requireSpace(line, i + 1);
            }
            if (quote == '"' && c == '\\' && i + 1 < line.length() && "\"\\".indexOf(line.charAt(i + 1)) >= 0) {
                i++;
            }
            value.append(line.charAt(i));
        }
        throw new WarRoomSyntaxException(
                "The quote " + quote + " is never closed: add one behind the value"
                        + (quote == '"' ? ", and write \\\\ for a backslash before it." : "."),
                start);
    }

    private static int requireSpace(String line, int position) {
        if (position < line.length() && !isSpace(line.charAt(position))) {
            throw new WarRoomSyntaxException(
                    "There is text right behind a closing quote: put a space between them,"
                            + " or other quotes around a value that holds such quotes.",
                    position);
        }
        return position;
    }

    private static int skipSpaces(String line, int start) {
        int position = start;
        while (position < line.length() && isSpace(line.charAt(position))) {
            position++;
        }
        return position;
    }

    /** Includes no-break spaces, which text copied from a chat or a web page may contain. */
    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}

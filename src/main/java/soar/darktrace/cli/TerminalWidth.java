package soar.darktrace.cli;

import java.util.stream.IntStream;

/**
 * How many columns of a terminal a text takes: two for each wide character, none for a mark upon another one. Wide are those of
 * Unicode's East Asian Width {@code W} and {@code F} (UAX #11), by whole blocks: a code point that is not assigned yet counts as
 * its neighbours do.
 */
final class TerminalWidth {

    /** The first and the last of each range. */
    private static final int[][] WIDE = {
        {0x1100, 0x115F}, // initial consonants of Hangul, with which the others of a syllable merge
        {0x2329, 0x232A}, // angle brackets
        {0x2E80, 0x303E}, // radicals, punctuation of Chinese, Japanese and Korean
        {0x3041, 0x4DBF}, // Hiragana, Katakana, Bopomofo, Hangul's letters, enclosed and squared ones, ideographs A
        {0x4E00, 0xA4CF}, // ideographs, Yi
        {0xA960, 0xA97F}, // Hangul A
        {0xAC00, 0xD7A3}, // syllables of Hangul
        {0xF900, 0xFAFF}, // ideographs for compatibility
        {0xFE10, 0xFE19}, // vertical forms
        {0xFE30, 0xFE6F}, // vertical and small forms
        {0xFF01, 0xFF60}, // full width
        {0xFFE0, 0xFFE6}, // full width: signs
        {0x16FE0, 0x18DFF}, // Tangut
        {0x1AFF0, 0x1B2FF}, // Kana's supplements, Nushu
        {0x1F300, 0x1F64F}, // pictographs, faces
        {0x1F680, 0x1F6FF}, // transport
        {0x1F900, 0x1F9FF}, // more pictographs
        {0x20000, 0x3FFFD}, // ideographs B and later
    };

    /** Below are Latin letters alone. */
    private static final int FIRST_MARK = 0x300;

    private TerminalWidth() {}

    static int of(String text) {
        return text.codePoints().map(TerminalWidth::of).sum();
    }

    /** How many chars of a text fit, at least those of its first character. */
    static int fitting(String text, int columns) {
        int end = 0;
        int taken = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            taken += of(character);
            if (end > 0 && taken > columns) {
                break;
            }
            end += Character.charCount(character);
        }
        return end;
    }

    private static int of(int character) {
        if (character < FIRST_MARK) {
            return 1;
        }
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> isWide(character) ? 2 : 1;
        };
    }

    private static boolean isWide(int character) {
        return IntStream.range(0, WIDE.length).anyMatch(i -> WIDE[i][0] <= character && character <= WIDE[i][1]);
    }
}

package soar.darktrace.warroom;

import java.util.HexFormat;

/** Python's two ways to quote a string, as {@code repr} and as {@code json.dumps(…, ensure_ascii=False)}. */
final class PythonString {

    private static final HexFormat HEX = HexFormat.of();

    private PythonString() {}

    /**
     * Uses double quotes only if the text contains a single quote and no double quote; printable text is unchanged. The
     * JVM's Unicode version decides what is printable and may differ from that of a given Python.
     */
    static void appendRepr(StringBuilder out, String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        out.append(quote);
        int codePoint;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            switch (codePoint) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (codePoint == quote) {
                        out.append('\\').append(quote);
                    } else if (isPrintable(codePoint)) {
                        out.appendCodePoint(codePoint);
                    } else {
                        appendHexEscape(out, codePoint);
                    }
                }
            }
        }
        out.append(quote);
    }

    static void appendJson(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ') {
                        out.append("\\u").append(HEX.toHexDigits(c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static void appendHexEscape(StringBuilder out, int codePoint) {
        if (codePoint <= 0xff) {
            out.append("\\x").append(HEX.toHexDigits(codePoint, 2));
        } else if (codePoint <= 0xffff) {
            out.append("\\u").append(HEX.toHexDigits(codePoint, 4));
        } else {
            out.append("\\U").append(HEX.toHexDigits(codePoint, 8));
        }
    }

    /** As {@code str.isprintable}: no control, format, private or unassigned character, no white space except space. */
    private static boolean isPrintable(int codePoint) {
        if (codePoint < 0x7f) {
            return codePoint >= ' ';
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }
}

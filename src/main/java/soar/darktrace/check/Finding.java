package soar.darktrace.check;

/**
 * What a look found.
 *
 * @param code {@code ok}, or the stable code of what is wrong (see {@code docs/errors.md})
 * @param sentence what was seen, or what to do; without secrets
 */
public record Finding(String code, String sentence) {

    private static final String OK = "ok";

    public static Finding ok(String sentence) {
        return new Finding(OK, sentence);
    }

    public boolean isOk() {
        return code.equals(OK);
    }
}

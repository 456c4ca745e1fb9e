package soar.darktrace.check;

/**
 * What a look found.
 *
 * @param code {@code ok}, or the stable code of what is wrong (see {@code docs/errors.md})
 * @param sentence what was seen, or what to do; without secrets
 * @param stopsTheStart whether a server does not start for as long as it is so, whatever comes or goes around it
 */
public record Finding(String code, String sentence, boolean stopsTheStart) {

    private static final String OK = "ok";

    public Finding(String code, String sentence) {
        this(code, sentence, false);
    }

    public static Finding ok(String sentence) {
        return new Finding(OK, sentence);
    }

    /** What no server starts with. */
    public static Finding refused(String code, String sentence) {
        return new Finding(code, sentence, true);
    }

    public boolean isOk() {
        return code.equals(OK);
    }
}

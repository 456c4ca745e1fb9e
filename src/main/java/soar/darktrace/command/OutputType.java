package soar.darktrace.command;

/** The types that XSOAR knows for a context path. */
public enum OutputType {
    STRING("String"),
    NUMBER("Number"),
    BOOLEAN("Boolean"),
    DATE("Date"),
    UNKNOWN("Unknown");

    private final String xsoarName;

    OutputType(String xsoarName) {
        this.xsoarName = xsoarName;
    }

    /** The name in an XSOAR integration document. */
    public String xsoarName() {
        return xsoarName;
    }
}

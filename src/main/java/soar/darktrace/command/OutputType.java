package soar.darktrace.command;

/** The types of a context path; XSOAR knows fewer. */
public enum OutputType {
    STRING("String"),
    NUMBER("Number"),
    BOOLEAN("Boolean"),
    DATE("Date"),
    /** A list, with anything in it. */
    LIST("Unknown"),
    /** An object, with any members. */
    OBJECT("Unknown"),
    UNKNOWN("Unknown");

    private final String xsoarName;

    OutputType(String xsoarName) {
        this.xsoarName = xsoarName;
    }

    /** Whether anything may stand below it without being declared. */
    public boolean isOpen() {
        return this == LIST || this == OBJECT || this == UNKNOWN;
    }

    /** The name in an XSOAR integration document. */
    public String xsoarName() {
        return xsoarName;
    }
}

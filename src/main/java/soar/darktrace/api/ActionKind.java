package soar.darktrace.api;

/** The kinds of RESPOND action that can be created by hand ({@code darktrace-api.md} §2.4). */
public enum ActionKind {
    CONNECTION("connection"),
    POL("pol"),
    GPOL("gpol"),
    QUARANTINE("quarantine"),
    QUARANTINE_OUTGOING("quarantineOutgoing"),
    QUARANTINE_INCOMING("quarantineIncoming");

    private final String name;

    ActionKind(String name) {
        this.name = name;
    }

    /** Darktrace's name. */
    @Override
    public String toString() {
        return name;
    }
}

package soar.darktrace.appliance;

import java.util.Arrays;

/** What a RESPOND action does to its device. */
enum ActionKind {
    CONNECTION("connection", "Block connections", true),
    POL("pol", "Enforce pattern of life", false),
    GPOL("gpol", "Enforce group pattern of life", false),
    QUARANTINE("quarantine", "Quarantine device", true),
    QUARANTINE_OUTGOING("quarantineOutgoing", "Block all outgoing traffic", false),
    QUARANTINE_INCOMING("quarantineIncoming", "Block all incoming traffic", true);

    private final String code;
    private final String label;
    private final boolean possibleByClientSensor;

    ActionKind(String code, String label, boolean possibleByClientSensor) {
        this.code = code;
        this.label = label;
        this.possibleByClientSensor = possibleByClientSensor;
    }

    static ActionKind of(String code) {
        return Arrays.stream(values())
                .filter(kind -> kind.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new InputError("action is unknown"));
    }

    String code() {
        return code;
    }

    String label() {
        return label;
    }

    boolean isPossibleByClientSensor() {
        return possibleByClientSensor;
    }
}

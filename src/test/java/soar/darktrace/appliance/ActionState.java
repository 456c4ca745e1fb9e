package soar.darktrace.appliance;

import java.time.Instant;

/**
 * What is true of a RESPOND action at this moment, worked out inside the appliance and not from the JSON that it
 * answers: an oracle for tests.
 */
public record ActionState(long codeid, long did, Stage stage, Instant expires) {

    /** Where an action is in its life. */
    public enum Stage {
        /** It waits for confirmation. */
        PENDING,
        /** It is enforced. */
        ACTIVE,
        /** Its time is over, though it may never have been confirmed. */
        EXPIRED,
        /** A user ended it. */
        CLEARED
    }
}

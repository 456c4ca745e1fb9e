package soar.darktrace.feature.email;

import java.util.Locale;
import soar.darktrace.api.EmailRecipient;

/** What is done to copies of an email. */
enum EmailAction {
    HOLD("Holding"),

    /** Darktrace queues it, so that reading may show it late. */
    RELEASE("Releasing");

    private final String doing;

    EmailAction(String doing) {
        this.doing = doing;
    }

    /** The headline. */
    String title(String uuid) {
        return doing + " Email " + uuid;
    }

    /** Whether a copy is as the action makes it. A status that is not known is never that. */
    boolean isDone(EmailRecipient recipient) {
        return this == HOLD ? recipient.isHeld() : !recipient.status().isEmpty() && !recipient.isHeld();
    }

    /** Darktrace's name of it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package soar.darktrace;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What a test awaits is looked for at once, and then more and more rarely; by default each look waits 100 ms. */
public final class EarlyLooks implements BeforeAllCallback {

    private static final int STEP_MILLIS = 10;
    private static final int LONGEST_MILLIS = 100;

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(
                (looks, before) -> Duration.ofMillis(Math.min(LONGEST_MILLIS, STEP_MILLIS * looks)));
    }
}

package soar.darktrace;

import java.time.Duration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * Gives each connector network threads of its own. By default they are those of the whole process, and a connector that a
 * test stops would end those of all others.
 */
public final class OwnNetworkThreads implements ApplicationContextInitializer<GenericApplicationContext> {

    @Override
    public void initialize(GenericApplicationContext context) {
        context.registerBean("reactorResourceFactory", ReactorResourceFactory.class, OwnNetworkThreads::own);
    }

    private static ReactorResourceFactory own() {
        ReactorResourceFactory own = new ReactorResourceFactory();
        own.setUseGlobalResources(false);
        own.setShutdownQuietPeriod(Duration.ZERO);
        return own;
    }
}

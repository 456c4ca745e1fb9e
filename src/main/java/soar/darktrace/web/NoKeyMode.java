package soar.darktrace.web;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import soar.darktrace.access.ApiKeys;
import soar.darktrace.access.CertifiedCallers;

/**
 * Whether nobody has to say who they are, since no way to do so is configured. Then whoever uses this machine may do
 * everything, and nobody else reaches the server.
 */
@Component
@ConditionalOnWebApplication
final class NoKeyMode {

    private static final Logger log = LoggerFactory.getLogger(NoKeyMode.class);
    private static final String ADDRESS = "server.address";
    private static final String MANAGEMENT_ADDRESS = "management.server.address";
    private static final String MANAGEMENT_PORT = "management.server.port";

    private final boolean isOn;

    /** Fails where somebody else would reach the server. */
    @Autowired
    NoKeyMode(ApiKeys keys, CertifiedCallers certificates, Environment environment) {
        Binder binder = Binder.get(environment);
        this.isOn = !keys.areUsed()
                && !certificates.isConfigured()
                && !isConfigured(binder, "spring.security.oauth2.resourceserver.jwt")
                && !isConfigured(binder, "spring.security.oauth2.client.registration")
                && !asksForCertificates(environment);
        if (isOn) {
            requireThisMachine(binder, ADDRESS);
            Integer port = environment.getProperty(MANAGEMENT_PORT, Integer.class);
            Integer own = environment.getProperty("server.port", Integer.class, 8080);
            if (port != null && (port == 0 || (port > 0 && !port.equals(own)))) {
                requireThisMachine(binder, MANAGEMENT_ADDRESS);
            }
            log.info("Nobody needs a key, since none is configured: only this machine is served, and may do everything"
                    + " (docs/security.md).");
        }
    }

    boolean isOn() {
        return isOn;
    }

    private static boolean isConfigured(Binder binder, String prefix) {
        return !binder.bind(prefix, Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of())
                .isEmpty();
    }

    private static boolean asksForCertificates(Environment environment) {
        String wanted = environment.getProperty("server.ssl.client-auth", "none");
        return !wanted.toLowerCase(Locale.ROOT).equals("none");
    }

    private static void requireThisMachine(Binder binder, String property) {
        @Nullable InetAddress address = binder.bind(property, InetAddress.class).orElse(null);
        if (address == null || !address.isLoopbackAddress()) {
            throw new OpenServerException(property
                    + (address == null ? " is not set, which opens every address" : " is " + address.getHostAddress())
                    + ", and nobody needs a key: whoever reaches the port could contain devices.");
        }
    }
}

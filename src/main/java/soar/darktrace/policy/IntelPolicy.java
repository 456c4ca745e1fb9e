package soar.darktrace.policy;

import jakarta.validation.Valid;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What this service may do with the watched list of an instance, {@code darktrace.instances.<name>.intel}.
 *
 * @param respond whether RESPOND may be told to act on sight of an endpoint, if it is enabled at all
 * @param protectedEndpoints what is never put on the watched list
 */
record IntelPolicy(boolean respond, @DefaultValue @Valid ProtectedEndpoints protectedEndpoints) {

    /** That of an instance which a request brings along. */
    static final IntelPolicy STRICT =
            new IntelPolicy(false, new ProtectedEndpoints(List.of(), ProtectedEndpoints.INTERNAL));
}

package soar.darktrace.fetch;

import java.util.Optional;
import java.util.OptionalLong;
import reactor.core.publisher.Flux;
import soar.darktrace.client.DarktraceInstance;
import tools.jackson.databind.JsonNode;

/**
 * Something of Darktrace's that becomes incidents. A source is a Spring bean and stateless; cursor, windows, schedule, look
 * back, lease and metrics are the same for all of them.
 */
public interface Source {

    /**
     * The name in keys of the store, metrics, leases and commands: small letters, digits and hyphens, 50 at most. It never
     * changes.
     */
    String name();

    /** What the items are called in sentences, in the plural. */
    String items();

    /** Asks for what was created in a window, both ends included; items may come in any order, and more than once. */
    Flux<JsonNode> list(Window window, DarktraceInstance darktrace);

    /**
     * The ID of an item, the same whenever it is listed; empty where it has none. One that is not 1 to 100 letters, digits,
     * {@code _}, {@code .}, {@code :} and {@code -} is of no use.
     */
    Optional<String> id(JsonNode item);

    /** When an item was created, epoch milliseconds; empty where it does not say. The windows go by this time. */
    OptionalLong created(JsonNode item);

    /** When the activity began, epoch milliseconds; stands in where an item does not say when it was created. */
    OptionalLong occurred(JsonNode item);

    /** Whether an item with an ID becomes an incident, by the settings of the instance. */
    boolean wants(JsonNode item, DarktraceInstance darktrace);

    /**
     * The incident that an item becomes, whatever the item lacks. It has a {@code dbotMirrorId} that no incident of another
     * instance or source has, such as {@code <instance>:<source>:<id>}: receivers recognise repetitions by it. Of a document
     * of more than 1,000,000 characters the store keeps the short members only.
     */
    IncidentDocument document(String id, JsonNode item, DarktraceInstance darktrace);
}

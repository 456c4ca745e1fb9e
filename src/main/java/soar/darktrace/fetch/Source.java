package soar.darktrace.fetch;

import java.util.Optional;
import java.util.OptionalLong;
import reactor.core.publisher.Flux;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.incident.Growth;
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

    /** The name in the setting {@code fetch} of an instance. */
    default String setting() {
        return name();
    }

    /** What the items are called in sentences, in the plural. */
    String items();

    /** How late items may show up, where that is not what the instance says. */
    default Pace pace(Pace ofInstance, DarktraceInstance darktrace) {
        return ofInstance;
    }

    /** Asks for what was created in a window, both ends included; items may come in any order, and more than once. */
    Flux<JsonNode> list(Window window, DarktraceInstance darktrace);

    /**
     * Adds to items what the list leaves out, before they become incidents; in their order, and none that is known is left out.
     * Only those are completed that are new or have changed, as far as that is known.
     */
    default Flux<Item> complete(Flux<Item> items, DarktraceInstance darktrace) {
        return items;
    }

    /**
     * The ID of an item, the same whenever it is listed; empty where it has none. One that is not 1 to 100 letters, digits,
     * {@code _}, {@code .}, {@code :} and {@code -} is of no use.
     */
    Optional<String> id(JsonNode item);

    /**
     * When an item was created, epoch milliseconds; empty where it does not say. The windows go by this time. Of an item that
     * grows, when it last did: it is listed for every window that begins before that and ends after it began.
     */
    OptionalLong created(JsonNode item);

    /** When the activity began, epoch milliseconds; stands in where an item does not say when it was created. */
    OptionalLong occurred(JsonNode item);

    /**
     * Whether an item becomes an incident, by the settings of the instance: asked before it is completed, and again after
     * that. An item that is known is not asked about.
     */
    boolean wants(Item item, DarktraceInstance darktrace);

    /**
     * The incident that an item becomes, whatever the item lacks. It has a {@code dbotMirrorId} that no incident of another
     * instance or source has, such as {@code <instance>:<source>:<id>}, which ends in the ID: receivers recognise repetitions
     * by it. Of a document of more than 1,000,000 characters the store keeps the short members only.
     */
    IncidentDocument document(Item item, DarktraceInstance darktrace);

    /** Whether items change after they were created, so that their incidents change with them. */
    default boolean grows() {
        return false;
    }

    /** What of an item is followed; the same before and after it is completed, but for its parts. */
    default Growth growth(JsonNode item, DarktraceInstance darktrace) {
        throw new UnsupportedOperationException(name() + " does not grow");
    }
}

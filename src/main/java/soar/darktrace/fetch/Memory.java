package soar.darktrace.fetch;

import reactor.core.publisher.Flux;

/** What is known of items by whoever keeps the incidents. */
@FunctionalInterface
interface Memory {

    /** Nothing but what the cursor says; that of a caller who keeps its incidents elsewhere. */
    Memory NONE = items -> items;

    /** Leaves out those of which everything is known, and says what is known of the others. */
    Flux<Item> news(Flux<Item> items);
}

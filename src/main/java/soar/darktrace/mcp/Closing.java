package soar.darktrace.mcp;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The stop of this service, before the web server waits for the requests under way: streams and questions end. */
final class Closing {

    private final Sinks.Empty<Void> begun = Sinks.empty();

    Mono<Void> begun() {
        return begun.asMono();
    }

    @EventListener
    void onClose(ContextClosedEvent event) {
        begun.tryEmitEmpty();
    }
}

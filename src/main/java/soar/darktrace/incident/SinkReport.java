package soar.darktrace.incident;

import reactor.core.publisher.Flux;

/** Tells how the push sinks fare; whoever delivers to them implements it. */
public interface SinkReport {

    /** Each sink that the incidents of an instance go to, in the order of their names. */
    Flux<SinkStatus> sinks(String instance);
}

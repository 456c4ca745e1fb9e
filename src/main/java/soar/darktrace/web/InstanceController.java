package soar.darktrace.web;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.access.Caller;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceInstances;

/** Lists the configured instances that a caller may use, so that people can pick one. */
@RestController
class InstanceController {

    /**
     * An instance.
     *
     * @param url of the appliance, whose pages links lead to
     */
    record Shown(String name, String url) {

        static Shown of(DarktraceInstance instance) {
            return new Shown(instance.name(), instance.settings().url());
        }
    }

    private final DarktraceInstances instances;

    InstanceController(DarktraceInstances instances) {
        this.instances = instances;
    }

    @GetMapping("/api/v1/instances")
    Mono<List<Shown>> instances() {
        return Flux.deferContextual(context -> Flux.fromIterable(instances.names())
                        .filter(Caller.in(context)::mayUse)
                        .flatMapIterable(name -> instances.find(name).stream().toList())
                        .map(Shown::of))
                .collectList();
    }
}

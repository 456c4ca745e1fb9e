package soar.darktrace.web;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import soar.darktrace.access.Caller;
import soar.darktrace.access.Role;

/** Tells a caller who it is here and what it may do, so that XSOAR's Test can say what is missing. */
@RestController
class CallerController {

    /** The caller without its address, which a proxy may know better. */
    record Shown(String id, List<String> roles, List<String> instances, List<String> commands) {

        static Shown of(Caller caller) {
            return new Shown(
                    caller.id(),
                    caller.roles().stream().sorted().map(Role::toString).toList(),
                    caller.instances(),
                    caller.commands());
        }
    }

    @GetMapping("/api/v1/caller")
    Mono<Shown> caller() {
        return Mono.deferContextual(context -> Mono.just(Shown.of(Caller.in(context))));
    }
}

package soar.darktrace.web;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import soar.darktrace.access.Caller;
import soar.darktrace.command.CommandCatalogue;

/** Lists the commands that the caller may run. {@link CommandEndpoint} runs them. */
@RestController
class CatalogueController {

    private final CommandCatalogue catalogue;

    CatalogueController(CommandCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GetMapping("/api/v1/commands")
    Mono<List<CatalogueEntry>> commands() {
        return Mono.deferContextual(context -> Mono.just(catalogue.specs(Caller.in(context)).stream()
                .map(CatalogueEntry::of)
                .toList()));
    }
}

package soar.darktrace.fetch;

import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/** The list of model breaches by the time of their creation ({@code darktrace-api.md} §2.1). */
interface CreatedBreachesApi {

    /** Item by item. Only the model as it was then: with the model as it is now, an answer is twice as large. */
    @GetExchange("/modelbreaches?creationtime=true&minimal=false&deviceattop=true&historicmodelonly=true")
    Flux<JsonNode> created(@RequestParam MultiValueMap<String, String> query);
}

package soar.darktrace.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Darktrace's endpoint for subnets, which has no way to delete one. */
public interface SubnetApi {

    /** {@code seensince} takes seconds or {@code 2day}, six months at most. */
    @GetExchange("/subnets")
    Mono<JsonNode> subnets(
            @RequestParam(required = false) @Nullable Long sid,
            @RequestParam(required = false) @Nullable String seensince);

    @PostExchange("/subnets")
    Mono<JsonNode> update(@RequestBody Update update);

    /** A change of a subnet; what is not set stays as it is. Latitude and longitude go together. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Update(
            long sid,
            @Nullable String label,
            @Nullable String network,
            @Nullable BigDecimal latitude,
            @Nullable BigDecimal longitude,
            @Nullable Boolean dhcp,
            @Nullable Boolean uniqueUsernames,
            @Nullable Boolean uniqueHostnames,
            @Nullable Boolean excluded,
            @Nullable Boolean modelExcluded) {}
}

package soar.load;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/**
 * The measure of the connector: the same starters, and an endpoint that passes the appliance's bytes on as they are. It
 * signs, parses, guards and logs nothing, and asks nobody who it is.
 */
@SpringBootApplication(
        exclude = {
            ReactiveUserDetailsServiceAutoConfiguration.class,
            ReactiveWebSecurityAutoConfiguration.class,
            ReactiveManagementWebSecurityAutoConfiguration.class
        })
@RestController
public class BareForwarder {

    private final WebClient appliance;

    BareForwarder(WebClient.Builder webClient, @Value("${appliance}") String url) {
        this.appliance = webClient.baseUrl(url).build();
    }

    public static void main(String[] args) {
        SpringApplication.run(BareForwarder.class, args);
    }

    @PostMapping(path = "/forward", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<byte[]> forward() {
        return appliance
                .get()
                .uri("/modelbreaches?includeacknowledged=true&deviceattop=true&pbid={pbid}", 95)
                .retrieve()
                .bodyToMono(byte[].class);
    }
}

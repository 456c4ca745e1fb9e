package soar.darktrace.feature.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.api.EmailApi;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.client.DarktraceInstance;
import tools.jackson.databind.JsonNode;

/**
 * Where Darktrace/EMAIL answers: at the configured prefix, at the other one that is in use, or not at all. It never fails,
 * since most appliances do not have the product.
 *
 * @param report a sentence
 * @param warnings what to set
 */
record EmailProbe(String report, List<String> warnings) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static Mono<EmailProbe> of(DarktraceInstance darktrace) {
        EmailApi api = darktrace.api(EmailApi.class);
        String configured = darktrace.settings().email().prefix().toString();
        List<Mono<EmailProbe>> others = new ArrayList<>();
        if (!configured.equals(EmailApi.PREFIXES.get(0))) {
            others.add(api.tagsAtDocumentedPrefix().map(tags -> other(darktrace, EmailApi.PREFIXES.get(0), tags)));
        }
        if (!configured.equals(EmailApi.PREFIXES.get(1))) {
            others.add(api.tagsAtPrefixOfPacks().map(tags -> other(darktrace, EmailApi.PREFIXES.get(1), tags)));
        }
        return api.tags()
                .map(tags -> new EmailProbe("Answers at " + requireTags(tags, configured) + ".", List.of()))
                .onErrorResume(DarktraceException.class, failure -> instead(failure, configured, others))
                .timeout(PATIENCE)
                .onErrorResume(
                        TimeoutException.class,
                        late -> Mono.just(new EmailProbe("No answer in " + PATIENCE.toSeconds() + " s.", List.of())));
    }

    /** Without permission or product every path answers 403, so that this says nothing about the prefix. */
    private static Mono<EmailProbe> instead(
            DarktraceException failure, String configured, List<Mono<EmailProbe>> others) {
        if (failure.kind() == Kind.PERMISSION) {
            return Mono.just(new EmailProbe(
                    "Not permitted, or not there: the owner of the API token lacks the permission Email Logs, or the"
                            + " appliance lacks the product. Whether " + configured
                            + " is the right email.prefix does not show.",
                    List.of()));
        }
        EmailProbe none = new EmailProbe("No answer at " + configured + ": " + failure.sentence(), List.of());
        return Flux.fromIterable(others)
                .concatMap(other -> other.onErrorResume(DarktraceException.class, unknown -> Mono.empty()))
                .next()
                .defaultIfEmpty(none);
    }

    private static EmailProbe other(DarktraceInstance darktrace, String prefix, JsonNode tags) {
        String sentence = "Darktrace/EMAIL answers at %s, and not at %s: set darktrace.instances.%s.email.prefix=%1$s."
                .formatted(
                        requireTags(tags, prefix), darktrace.settings().email().prefix(), darktrace.name());
        return new EmailProbe(sentence, List.of(sentence));
    }

    private static String requireTags(JsonNode tags, String prefix) {
        if (!tags.isArray()) {
            throw new DarktraceException(Kind.UNREADABLE, "What answers at " + prefix + " is not Darktrace/EMAIL.");
        }
        return prefix;
    }
}

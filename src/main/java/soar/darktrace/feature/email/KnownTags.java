package soar.darktrace.feature.email;

import java.util.List;
import reactor.core.publisher.Mono;
import soar.darktrace.api.EmailApi;
import soar.darktrace.api.EmailTags;
import soar.darktrace.client.DarktraceException;

/**
 * How grave the tags of emails are, as far as that can be had: without it the emails are returned all the same.
 *
 * @param warnings say that it cannot
 */
record KnownTags(EmailTags tags, List<String> warnings) {

    static Mono<KnownTags> read(EmailApi api) {
        return api.tags()
                .map(answer -> new KnownTags(EmailTags.in(answer), List.of()))
                .onErrorResume(
                        DarktraceException.class,
                        failure -> Mono.just(new KnownTags(
                                EmailTags.UNKNOWN,
                                List.of("How grave the tags are is not known: " + failure.sentence()))));
    }
}

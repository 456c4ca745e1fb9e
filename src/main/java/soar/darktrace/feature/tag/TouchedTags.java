package soar.darktrace.feature.tag;

import java.util.Comparator;
import java.util.List;
import java.util.function.BinaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Tag;
import soar.darktrace.api.TagApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Effect;
import soar.darktrace.policy.TagRules;

/**
 * The tags that change when something gets a tag: that one and, where it has a scope, those of the scope which it replaces.
 * RESPOND may act on any of them.
 */
record TouchedTags(TagRules rules, DarktraceInstance darktrace, Tag tag) {

    /** The highest effect of them all, if the policy allows each. */
    Mono<Effect> required(EntityType type, List<String> values) {
        return Flux.concat(Mono.just(tag.name()), replaced(type, values))
                .distinct()
                .concatMap(name ->
                        type.required(rules, darktrace, name, values).thenReturn(rules.effectOfTag(darktrace, name)))
                .reduce(BinaryOperator.maxBy(Comparator.naturalOrder()));
    }

    private Flux<String> replaced(EntityType type, List<String> values) {
        return tag.scope().isEmpty()
                ? Flux.empty()
                : type.tagsOf(darktrace.api(TagApi.class), values)
                        .filter(other -> other.scope().equals(tag.scope()))
                        .map(Tag::name);
    }
}

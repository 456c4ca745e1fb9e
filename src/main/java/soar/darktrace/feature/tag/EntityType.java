package soar.darktrace.feature.tag;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Tag;
import soar.darktrace.api.TagApi;
import soar.darktrace.api.TagEntity;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.policy.TagRules;

/** What can have a tag. */
enum EntityType {
    DEVICE("Device") {
        @Override
        Mono<Void> required(TagRules rules, DarktraceInstance darktrace, String tag, List<String> values) {
            return rules.requireTagging(
                    darktrace, tag, values.stream().map(Long::parseLong).toList());
        }

        @Override
        Flux<Tag> tagsOf(TagApi api, List<String> values) {
            return Flux.fromIterable(values)
                    .concatMap(did -> api.tagsOf(Long.parseLong(did))
                            .onErrorMap(
                                    DarktraceException.class,
                                    failure -> failure.saying(
                                            "The tags of device " + did + " cannot be read, so that it is not"
                                                    + " known which of them is replaced; nothing was done. "
                                                    + failure.sentence()))
                            .flatMapIterable(answer -> Tag.in(answer).toList()));
        }

        @Override
        List<String> checked(List<String> values) {
            values.stream()
                    .filter(value -> !value.matches("[1-9][0-9]{0,17}"))
                    .findFirst()
                    .ifPresent(value -> {
                        throw new CommandException(
                                Reason.INVALID_ARGUMENT,
                                "entity_value",
                                "entity_value must be the ID of a device, but is " + value + ".");
                    });
            return values;
        }
    },
    CREDENTIAL("Credential") {
        @Override
        Mono<Void> required(TagRules rules, DarktraceInstance darktrace, String tag, List<String> values) {
            rules.requireTaggingOfCredential(darktrace, tag);
            return Mono.empty();
        }

        /** Which tags a credential has cannot be asked for. */
        @Override
        Flux<Tag> tagsOf(TagApi api, List<String> values) {
            return api.tags(null).flatMapIterable(answer -> Tag.in(answer).toList());
        }

        @Override
        List<String> checked(List<String> values) {
            return values;
        }
    };

    private final String name;

    EntityType(String name) {
        this.name = name;
    }

    /** Checks by the policy whether these may get or lose the tag. */
    abstract Mono<Void> required(TagRules rules, DarktraceInstance darktrace, String tag, List<String> values);

    /** The tags that these have, or may have. */
    abstract Flux<Tag> tagsOf(TagApi api, List<String> values);

    /** The values as they are, if each can be one. */
    abstract List<String> checked(List<String> values);

    static EntityType of(TagEntity entity) {
        return entity.isDevice() ? DEVICE : CREDENTIAL;
    }

    @Override
    public String toString() {
        return name;
    }
}

package soar.darktrace.feature.tag;

import reactor.core.publisher.Mono;
import soar.darktrace.api.Tag;
import soar.darktrace.api.TagApi;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;

/** Finds the tag that an argument names, as Darktrace writes it: the policy goes by that name. */
final class TagLookup {

    private TagLookup() {}

    /** {@code not_found} where there is none of this name, whatever its case. */
    static Mono<Tag> named(TagApi api, String name) {
        return api.tags(name.strip())
                .map(answer -> Tag.named(answer, name).orElseThrow(() -> TaggedDevice.unknown(name)))
                .onErrorMap(
                        DarktraceException.class,
                        failure -> failure.kind() == Kind.NOT_FOUND ? TaggedDevice.unknown(name) : failure);
    }

    static Mono<Tag> withId(TagApi api, long tid) {
        return api.tag(tid)
                .map(answer -> Tag.in(answer, tid))
                .onErrorMap(
                        DarktraceException.class,
                        failure -> failure.ifUnknown("Darktrace knows no tag " + tid + ". See darktrace-list-tags."));
    }
}

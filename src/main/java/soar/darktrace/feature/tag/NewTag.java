package soar.darktrace.feature.tag;

import java.util.List;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Tag;
import soar.darktrace.api.TagApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CommandResult;

/** A tag to create. If the answer is lost, the tag of this name is what came of it: there was none before. */
record NewTag(TagApi api, String name) {

    Mono<Void> requireFree() {
        return existing()
                .flatMap(tag -> Mono.<Void>error(new CommandException(
                        Reason.INVALID_ARGUMENT,
                        "name",
                        "name: there is a tag " + tag.name() + " already, with the ID " + tag.tid() + ".")));
    }

    Mono<CommandResult> create(TagApi.Data data) {
        return api.create(new TagApi.NewTag(name, data))
                .map(answer -> {
                    if (!answer.hasNonNull("tid")) {
                        throw DarktraceAnswer.notDone(answer, "Darktrace refused to create the tag " + name + ".");
                    }
                    return result(new Tag(DarktraceAnswer.object(answer)), List.of());
                })
                .onErrorResume(
                        DarktraceException.class,
                        failure -> failure.mayBeDone() ? readBack(failure) : Mono.error(failure));
    }

    private Mono<CommandResult> readBack(DarktraceException failure) {
        return existing()
                .onErrorMap(failure::unsettledBy)
                .map(tag -> result(tag, List.of("The answer was lost; reading back shows the tag.")))
                .switchIfEmpty(Mono.error(() -> failure));
    }

    private Mono<Tag> existing() {
        return TagLookup.named(api, name)
                .onErrorResume(
                        DarktraceException.class,
                        failure -> failure.kind() == Kind.NOT_FOUND ? Mono.empty() : Mono.error(failure));
    }

    private static CommandResult result(Tag tag, List<String> warnings) {
        return CommandResult.of("Darktrace Tag " + tag.tid() + " created", tag.outputs())
                .warning(warnings);
    }
}

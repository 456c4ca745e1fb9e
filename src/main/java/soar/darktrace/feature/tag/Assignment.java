package soar.darktrace.feature.tag;

import java.util.List;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Tag;
import soar.darktrace.api.TagApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.command.EachItem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A device that gets a tag, or loses it. What is read afterwards is the state; whoever made it so may have been somebody
 * else.
 *
 * @param isThere whether the device is to have the tag
 */
record Assignment(TagApi api, Tag tag, long did, boolean isThere) {

    /** Sends the change once and settles it. */
    Mono<EachItem.Outcome> settled(Mono<JsonNode> change) {
        return change.flatMap(answer -> answered(answer))
                .onErrorResume(
                        DarktraceException.class,
                        failure -> failure.mayBeDone() ? readBack(failure) : Mono.error(failure));
    }

    /** Darktrace answers with the tag's ID, and for a name that it does not know with 200 and a text. */
    private Mono<EachItem.Outcome> answered(JsonNode answer) {
        if (TaggedDevice.isUnknownTag(answer)) {
            return Mono.error(TaggedDevice.unknown(tag.name()));
        }
        if (isThere && answer.hasNonNull("tid")) {
            return Mono.just(outcome(List.of()));
        }
        if (!isThere && !DarktraceAnswer.isRefusal(answer)) {
            return readBack(DarktraceAnswer.notDone(answer, ""));
        }
        return Mono.error(DarktraceAnswer.notDone(
                answer, "Darktrace refused to change the tag " + tag.name() + " of device " + did + "."));
    }

    private Mono<EachItem.Outcome> readBack(DarktraceException failure) {
        return api.tagsOf(did)
                .map(answer -> Tag.in(answer).anyMatch(other -> other.tid() == tag.tid() || other.isNamed(tag.name())))
                .onErrorMap(failure::unsettledBy)
                .map(isThereNow -> {
                    if (isThereNow != isThere) {
                        throw failure;
                    }
                    return outcome(
                            isThere
                                    ? List.of("The answer was lost; reading back shows that device " + did
                                            + " has the tag.")
                                    : List.of());
                });
    }

    private EachItem.Outcome outcome(List<String> warnings) {
        ObjectNode outputs = JsonNodeFactory.instance
                .objectNode()
                .put("tagId", tag.tid())
                .put("tagName", tag.name())
                .put("deviceId", did)
                .put("response", isThere ? "Successfully Tagged" : "Successfully Untagged");
        return new EachItem.Outcome(outputs, outputs, warnings);
    }
}

package soar.darktrace.api;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceNumber;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tag as Darktrace returns it; some have neither {@code expiry} nor the members of {@code data}.
 *
 * @param source as received
 */
public record Tag(ObjectNode source) {

    private static final FieldNames NAMES =
            new FieldNames(Map.of("tid", "tagId", "isReferenced", "referenced", "data", ""), Set.of("expiry"));

    /** The tags of an answer that is an object or a list; what is not an object is passed over. */
    public static Stream<Tag> in(JsonNode answer) {
        return DarktraceAnswer.items(answer).stream()
                .filter(item -> item.hasNonNull("tid"))
                .map(item -> new Tag((ObjectNode) item));
    }

    /** Finds the tag with this ID; {@code not_found} if it is missing. */
    public static Tag in(JsonNode answer, long tid) {
        return new Tag(DarktraceAnswer.one(
                answer,
                item -> DarktraceNumber.whole(item.path("tid"), -1) == tid,
                "Darktrace knows no tag " + tid + ". See darktrace-list-tags."));
    }

    /** Finds the tag of this name, in whatever case; one that is written the same is preferred. */
    public static Optional<Tag> named(JsonNode answer, String name) {
        return in(answer)
                .filter(tag -> tag.isNamed(name))
                .min((one, other) ->
                        Boolean.compare(other.name().equals(name), one.name().equals(name)));
    }

    public long tid() {
        return DarktraceNumber.whole(source.path("tid"), 0);
    }

    public String name() {
        return source.path("name").asString("");
    }

    public boolean isNamed(String name) {
        return name().strip().equalsIgnoreCase(name.strip());
    }

    /**
     * What stands before {@code ::} in its name, in lower case: a device has one tag of a scope at most, and another replaces
     * it. Empty for a tag without scope.
     */
    public String scope() {
        int end = name().indexOf("::");
        return end < 0 ? "" : name().substring(0, end).strip().toLowerCase(Locale.ROOT);
    }

    /** Whether Darktrace keeps it, since it is restricted or models hang on it. */
    public boolean isKept() {
        return source.path("restricted").asBoolean(false)
                || source.path("isReferenced").asBoolean(false);
    }

    /** The tag under the names of the context, what its {@code data} holds beside the rest. */
    public ObjectNode outputs() {
        ObjectNode outputs = NAMES.outputs(source);
        source.path("data").forEachEntry((field, value) -> {
            if (!value.isNull()) {
                outputs.set(field, value);
            }
        });
        return outputs;
    }
}

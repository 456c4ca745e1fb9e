package soar.darktrace.feature.tag;

import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Tag;
import soar.darktrace.api.TagApi;
import soar.darktrace.command.Argument;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;

/** One tag, by its ID or by its name. */
record TagChoice(
        @Argument("ID of the tag. This or tag_name is needed.") @Positive @Nullable
        Long tagId,

        @Argument("Name of the tag.") @Nullable String tagName) {

    Mono<Tag> in(TagApi api) {
        if ((tagId == null) == (tagName == null)) {
            throw new CommandException(
                    Reason.INVALID_ARGUMENT, "tag_id", "darktrace-delete-tag needs tag_id or tag_name, and not both.");
        }
        return tagId != null ? TagLookup.withId(api, tagId) : TagLookup.named(api, String.valueOf(tagName));
    }
}

package soar.darktrace.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.server.NotAcceptableStatusException;

/** What a caller gets of a command: what it accepts of these. */
enum AnswerForm {
    /** The whole answer. */
    JSON(MediaType.APPLICATION_JSON),
    /** The bytes of its file. */
    FILE(MediaType.APPLICATION_OCTET_STREAM),
    /** The table of the war room alone. */
    TABLE(new MediaType(MediaType.TEXT_MARKDOWN, UTF_8));

    @SuppressWarnings("ImmutableEnumChecker") // A media type has no setter.
    private final MediaType type;

    AnswerForm(MediaType type) {
        this.type = type;
    }

    MediaType type() {
        return type;
    }

    /**
     * The one that the header {@code Accept} asks for most precisely; the first that is offered where the header leaves it open.
     *
     * @throws NotAcceptableStatusException where none is accepted
     */
    static AnswerForm accepted(List<MediaType> accept, List<AnswerForm> offered) {
        if (accept.isEmpty()) {
            return offered.get(0);
        }
        List<MediaType> byPrecision = new ArrayList<>(accept);
        MimeTypeUtils.sortBySpecificity(byPrecision);
        for (MediaType wanted : byPrecision) {
            for (AnswerForm form : offered) {
                if (form.type.isCompatibleWith(wanted)) {
                    return form;
                }
            }
        }
        throw new NotAcceptableStatusException(
                offered.stream().map(AnswerForm::type).toList());
    }
}

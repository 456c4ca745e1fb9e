package soar.darktrace.api;

import static org.springframework.http.MediaType.ALL_VALUE;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.client.Endpoint;
import soar.darktrace.client.InstanceSettings;
import tools.jackson.databind.JsonNode;

/**
 * Darktrace/EMAIL ({@code darktrace-api.md} §2.13), as Darktrace's own clients use it: never tried on an appliance. Without permission or licence it answers
 * 403 to every path, also to one that does not exist.
 */
public interface EmailApi {

    /** The two prefixes in use: that of the documentation, and that of Darktrace's packs for XSOAR and Sentinel. */
    List<String> PREFIXES = List.of(InstanceSettings.Email.DOCUMENTED, "/agemail/api/v1.0");

    /** How many emails a page has, whatever is asked for above that. */
    int PAGE = 20;

    /** A page, decoded item by item; a page with fewer than {@link #PAGE} is the last one. */
    @Endpoint(reads = true)
    @PostExchange("${email.prefix}/emails/search")
    Flux<JsonNode> search(@RequestBody Search search);

    @GetExchange("${email.prefix}/emails/{uuid}")
    Mono<JsonNode> email(
            @PathVariable String uuid,
            @RequestParam(name = "include_headers", required = false) @Nullable Boolean includeHeaders);

    /** Answers "Held Email" for a hold, "Email added to queue" for a release, 409 where that was done before. */
    @PostExchange("${email.prefix}/emails/{uuid}/action")
    Mono<JsonNode> act(@PathVariable String uuid, @RequestBody Action action);

    /** The email as it came, RFC 5322. */
    @GetExchange(url = "${email.prefix}/emails/{uuid}/download", accept = ALL_VALUE)
    Flux<DataBuffer> download(@PathVariable String uuid);

    @GetExchange("${email.prefix}/resources/tags")
    Mono<JsonNode> tags();

    /** The tags at the first of {@link #PREFIXES}, to find out which one an appliance has. */
    @GetExchange(InstanceSettings.Email.DOCUMENTED + "/resources/tags")
    Mono<JsonNode> tagsAtDocumentedPrefix();

    /** The tags at the second of {@link #PREFIXES}. */
    @GetExchange("/agemail/api/v1.0/resources/tags")
    Mono<JsonNode> tagsAtPrefixOfPacks();

    @GetExchange("${email.prefix}/admin/decode_link")
    Mono<JsonNode> decode(@RequestParam String link);

    /** The email with this ID; {@code not_found} if Darktrace knows none. */
    default Mono<Email> emailOrNotFound(String uuid) {
        return emailOrNotFound(uuid, null);
    }

    /** The same, with the headers of the email where that is asked for. */
    default Mono<Email> emailOrNotFound(String uuid, @Nullable Boolean includeHeaders) {
        return email(uuid, includeHeaders)
                .map(answer -> new Email(DarktraceAnswer.one(
                        answer,
                        email -> email.path("uuid").asString("").equalsIgnoreCase(uuid),
                        "Darktrace knows no email " + uuid + ".")))
                .onErrorMap(DarktraceException.class, failure -> {
                    boolean isEmail = failure.sentence().contains("Email not found");
                    return failure.kind() == Kind.NOT_FOUND && isEmail
                            ? failure.saying("Darktrace knows no email " + uuid
                                    + ". Keep the number behind the dot of a uuid; see darktrace-email-search.")
                            : explained(failure);
                });
    }

    /** What a failure means here, where other permissions count and a wrong prefix may be the cause. */
    static DarktraceException explained(DarktraceException failure) {
        return switch (failure.kind()) {
            case PERMISSION ->
                failure.saying(
                        "The API token may not use Darktrace/EMAIL. Its owner needs the permission Email Logs there, for"
                                + " holding and releasing also Manual Action, for downloads also Download Email. Without them, and"
                                + " without the product, Darktrace answers so whatever is asked.");
            case NOT_FOUND, LOGIN_PAGE ->
                failure.saying(failure.sentence()
                        + " If test-module finds Darktrace/EMAIL elsewhere, set the instance's email.prefix.");
            default -> failure;
        };
    }

    /**
     * A search.
     *
     * @param page from 0
     * @param timeFrom epoch seconds
     * @param timeTo epoch seconds
     */
    @JsonPropertyOrder({"page", "itemsPerPage", "timeFrom", "timeTo", "query"})
    record Search(int page, int itemsPerPage, long timeFrom, long timeTo, Query query) {}

    /**
     * What is searched for.
     *
     * @param mode {@code and} or {@code or}, between all criteria
     */
    @JsonPropertyOrder({"criteriaList", "mode"})
    record Query(List<Criterion> criteriaList, String mode) {}

    /**
     * One filter, as in {@code Recipient.Email ~* example.com}; {@code resources/filters} has their names.
     *
     * @param operator {@code =}, {@code >}, {@code ~*} for "contains"
     * @param value text, also of a number
     */
    @JsonPropertyOrder({"apiFilter", "operator", "value"})
    record Criterion(String apiFilter, String operator, String value) {}

    /**
     * An action on an email.
     *
     * @param action {@code hold} or {@code release}
     * @param recipients whose copies it is for
     */
    @JsonPropertyOrder({"action", "recipients"})
    record Action(String action, List<String> recipients) {}
}

package soar.darktrace.appliance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Darktrace/EMAIL at both of its prefixes. */
final class EmailEndpoints implements EndpointGroup {

    private static final int MOST_OF_A_PAGE = 20;

    private final Emails emails;
    private final JsonNode tags = Json.file("emails").path("tags");

    EmailEndpoints(Emails emails) {
        this.emails = emails;
    }

    @Override
    public void addTo(Routes routes) {
        Map<String, Function<Call, Answer>> endpoints = Map.of(
                "POST /emails/search", this::search,
                "GET /emails/{uuid}", this::email,
                "POST /emails/{uuid}/action", this::act,
                "GET /emails/{uuid}/download", this::download,
                "GET /resources/tags", call -> Answer.json(tags),
                "GET /admin/decode_link", EmailEndpoints::decode);
        for (String prefix : Emails.PREFIXES) {
            endpoints.forEach((endpoint, handler) -> {
                String[] call = endpoint.split(" ", -1);
                routes.add(call[0], prefix + call[1], guarded(prefix, handler));
            });
        }
    }

    private Function<Call, Answer> guarded(String prefix, Function<Call, Answer> handler) {
        return call -> {
            if (emails.isForbidden()) {
                return Answer.error(403, "403 Forbidden");
            }
            return emails.isAt(prefix) ? handler.apply(call) : Answer.redirect("/login");
        };
    }

    /** Pages count from 0, times are epoch seconds, and the answer is a bare list. */
    private Answer search(Call call) {
        JsonBody body = JsonBody.of(call);
        long from = body.number("timeFrom");
        long to = body.number("timeTo");
        EmailFilter filter = new EmailFilter(body.fields().path("query"), tags);
        int size = (int) Math.min(body.number("itemsPerPage"), MOST_OF_A_PAGE);
        List<ObjectNode> found = emails.search(email -> {
            long seconds = email.path("dtime_unix").asLong() / 1000;
            return from <= seconds && seconds <= to && filter.fits(email);
        });
        return Answer.json(Json.array(
                found.stream().skip(body.number("page") * size).limit(size).toList()));
    }

    private Answer email(Call call) {
        boolean withHeaders = call.flag("include_headers", false);
        return emails.read(call.required("uuid"))
                .map(email -> withHeaders ? email.set("headers", headers(email)) : email)
                .map(email -> Answer.json((JsonNode) email))
                .orElseGet(EmailEndpoints::notFound);
    }

    private static JsonNode headers(ObjectNode email) {
        return Json.array(Stream.of("From", "Subject")
                .map(name -> Json.object()
                        .put("name", name)
                        .put(
                                "value",
                                email.path("header_" + name.toLowerCase(Locale.ROOT))
                                        .asString()))
                .toList());
    }

    private Answer act(Call call) {
        JsonBody body = JsonBody.of(call);
        String action = body.text("action").orElse("");
        if (!List.of("hold", "release").contains(action)
                || body.list("recipients").isEmpty()) {
            throw new InputError("action or recipients are missing");
        }
        List<String> recipients =
                body.list("recipients").stream().map(JsonNode::asString).toList();
        return emails.find(call.required("uuid"))
                .map(email -> emails.act(email, action, recipients)
                        ? done(action)
                        : Answer.error(409, "Failed to " + action + " email - Previously Held or Released"))
                .orElseGet(EmailEndpoints::notFound);
    }

    private static Answer done(String action) {
        return Answer.json(
                action.equals("hold")
                        ? Json.object().put("code", 0).put("resp", "Held Email")
                        : Json.object().put("resp", "Email added to queue"));
    }

    private Answer download(Call call) {
        return emails.find(call.required("uuid"))
                .map(email -> Answer.json(
                                200,
                                "From: %s\r\nSubject: %s\r\n\r\nPlease open the attachment.\r\n"
                                        .formatted(
                                                email.path("header_from").asString(),
                                                email.path("header_subject").asString()))
                        .with("Content-Type", "message/rfc822"))
                .orElseGet(EmailEndpoints::notFound);
    }

    /** Links are rewritten as {@code https://links.example.net/?u=…} here. */
    private static Answer decode(Call call) {
        String[] parts = call.required("link").split("\\?u=", 2);
        if (parts.length < 2) {
            return Answer.error(400, "INPUT ERROR");
        }
        return Answer.json(Json.object().put("decoded", URLDecoder.decode(parts[1], UTF_8)));
    }

    private static Answer notFound() {
        return Answer.error(404, "Email not found");
    }
}

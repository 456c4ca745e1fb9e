package soar.darktrace.appliance;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The criteria of a search for emails; a filter that is unknown is an input error. */
record EmailFilter(JsonNode query, JsonNode tags) {

    boolean fits(JsonNode email) {
        List<JsonNode> criteria = query.path("criteriaList").valueStream().toList();
        Predicate<JsonNode> fits = criterion -> fits(email, criterion);
        return query.path("mode").asString().equals("or")
                ? criteria.isEmpty() || criteria.stream().anyMatch(fits)
                : criteria.stream().allMatch(fits);
    }

    private boolean fits(JsonNode email, JsonNode criterion) {
        JsonNode value = criterion.path("value");
        if (!value.isString()) {
            throw new InputError("values are texts");
        }
        return values(email, criterion.path("apiFilter").asString())
                .anyMatch(own -> fits(own, criterion.path("operator").asString(), value.asString()));
    }

    private Stream<String> values(JsonNode email, String filter) {
        Stream<JsonNode> copies = email.path("rcpts").valueStream();
        return switch (filter) {
            case "Email.Antigena Email Anomaly" ->
                Stream.of(email.path("model_score").asString());
            case "Connection.Direction" -> Stream.of(email.path("direction").asString());
            case "Header.From.Email" ->
                Stream.of(email.path("header_from_email").asString());
            case "Recipient.Email" -> copies.map(copy -> copy.path("rcpt_to").asString());
            case "Antigena Tag" -> copies.flatMap(copy -> texts(copy, "tags"));
            case "Model Tag Severity" ->
                copies.flatMap(copy -> texts(copy, "tags")).flatMap(this::severity);
            case "Action.Action Taken" ->
                copies.flatMap(copy -> texts(copy, "rcpt_actions_taken")).map(text -> text.split(" ", -1)[0]);
            default -> throw new InputError("no filter " + filter);
        };
    }

    private Stream<String> severity(String tag) {
        return tags.valueStream()
                .filter(known -> known.path("name").asString().equals(tag))
                .map(known -> known.path("status").asString());
    }

    private static Stream<String> texts(JsonNode copy, String field) {
        return copy.path(field).valueStream().map(JsonNode::asString);
    }

    private static boolean fits(String own, String operator, String value) {
        return switch (operator) {
            case "=" -> own.equalsIgnoreCase(value);
            case "~*" -> own.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT));
            case ">" -> Double.parseDouble(own) > Double.parseDouble(value);
            default -> throw new InputError("no operator " + operator);
        };
    }
}

package soar.darktrace.appliance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A request that passed the signature check, with its parameters (of query and path) taken apart. */
record Call(String method, String path, Map<String, List<String>> parameters, String body, boolean unifiedView) {

    static Call of(ReceivedRequest request) {
        return new Call(request.method(), request.path(), parametersOf(request.query()), request.body(), false);
    }

    /** What is not a GET, but for a search that has its question in a body. */
    boolean isChange() {
        return !method.equals("GET") && !path.endsWith("/emails/search");
    }

    Call inUnifiedView() {
        return new Call(method, path, parameters, body, true);
    }

    Call with(Map<String, String> pathVariables) {
        Map<String, List<String>> all = new LinkedHashMap<>(parameters);
        pathVariables.forEach((name, value) -> all.put(name, List.of(value)));
        return new Call(method, path, all, body, unifiedView);
    }

    List<String> texts(String parameter) {
        return parameters.getOrDefault(parameter, List.of());
    }

    Optional<String> text(String parameter) {
        return texts(parameter).stream().findFirst();
    }

    String required(String parameter) {
        return text(parameter).orElseThrow(() -> new InputError(parameter + " is missing"));
    }

    Optional<Long> number(String parameter) {
        return text(parameter).map(text -> toLong(parameter, text));
    }

    long requiredNumber(String parameter) {
        return toLong(parameter, required(parameter));
    }

    List<Long> numbers(String parameter) {
        return texts(parameter).stream()
                .flatMap(text -> List.of(text.split(",", -1)).stream())
                .filter(text -> !text.isBlank())
                .map(text -> toLong(parameter, text))
                .toList();
    }

    int amount(String parameter, int preset) {
        long amount = number(parameter).orElse((long) preset);
        if (amount < 0) {
            throw new InputError(parameter + " is negative");
        }
        return (int) Math.min(amount, Integer.MAX_VALUE);
    }

    /** Any case: {@code True} of Python's clients is tolerated. */
    boolean flag(String parameter, boolean preset) {
        String text = text(parameter).orElse(String.valueOf(preset)).toLowerCase(Locale.ROOT);
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InputError(parameter + " is not a boolean");
        };
    }

    boolean hasJsonBody() {
        return body.startsWith("{");
    }

    /** A field of the body, which is JSON or a form. */
    Optional<String> field(String name) {
        JsonNode fields = hasJsonBody() ? Json.read(body) : form();
        return Optional.ofNullable(fields.get(name))
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asString);
    }

    private ObjectNode form() {
        ObjectNode form = Json.object();
        parametersOf(body).forEach((name, values) -> form.put(name, values.get(0)));
        return form;
    }

    private static Map<String, List<String>> parametersOf(String encoded) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters
                        .computeIfAbsent(URLDecoder.decode(pair.substring(0, equals), UTF_8), name -> new ArrayList<>())
                        .add(URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
        return parameters;
    }

    private static long toLong(String parameter, String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new InputError(parameter + " is not a number");
        }
    }
}

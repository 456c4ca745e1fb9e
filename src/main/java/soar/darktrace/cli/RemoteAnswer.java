package soar.darktrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The answer of a running connector, as it came, or of this process in the same form. */
record RemoteAnswer(JsonNode body) {

    String command() {
        return body.path("command").asString("");
    }

    String table() {
        return body.path("readable_output").asString();
    }

    List<String> warnings() {
        return body.path("warnings")
                .valueStream()
                .map(warning -> warning.asString(""))
                .toList();
    }

    /** What a person is to do next: a table holds no file, and a pipe does not wait. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        String file = body.path("file").path("name").asString("");
        if (!file.isEmpty()) {
            notes.add("There is a file, " + file + ". A running connector returns it for POST /api/v1/commands/"
                    + command() + " with these arguments and Accept: application/octet-stream.");
        }
        if (!isFinished()) {
            notes.add(againNote());
        }
        return notes;
    }

    boolean isFinished() {
        return !poll().isObject();
    }

    /** When and how to ask again; missing where it is finished. */
    JsonNode poll() {
        return body.path("poll");
    }

    /** How a person asks again. */
    String againNote() {
        return "It is not finished. In " + poll().path("seconds").asLong() + " s, ask again: " + command()
                + poll().path("args").properties().stream()
                        .map(argument -> " " + argument.getKey() + "=" + quoted(argument.getValue()))
                        .collect(Collectors.joining())
                + " using=" + quoted(body.path("instance"));
    }

    private static String quoted(JsonNode value) {
        String text = value.isContainer() ? value.toString() : value.asString();
        return text.matches("[\\w.:/@-]+") ? text : "'" + text + "'";
    }

    boolean isPartial() {
        return !body.path("failed").isEmpty();
    }
}

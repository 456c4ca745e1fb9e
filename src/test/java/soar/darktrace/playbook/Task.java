package soar.darktrace.playbook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A task of a playbook, as the document has it. */
record Task(JsonNode node) {

    /** What XSOAR does with a task. */
    enum Kind {
        START,
        TITLE,
        COMMAND,
        BUILTIN,
        SCRIPT,
        PLAYBOOK,
        CONDITION,
        QUESTION,
        FORM,
        MANUAL
    }

    /** How a command of any integration is written. */
    private static final String ANY_BRAND = "|||";

    /** How a command of XSOAR's own is written. */
    private static final String OF_XSOAR = "Builtin|||";

    String id() {
        return node.path("id").asString();
    }

    String name() {
        return node.path("task").path("name").asString();
    }

    Kind kind() {
        JsonNode task = node.path("task");
        return switch (node.path("type").asString()) {
            case "start" -> Kind.START;
            case "title" -> Kind.TITLE;
            case "playbook" -> Kind.PLAYBOOK;
            case "collection" -> Kind.FORM;
            case "condition" -> node.has("message") ? Kind.QUESTION : Kind.CONDITION;
            case "regular" -> task.has("script") ? command(task) : task.has("scriptName") ? Kind.SCRIPT : Kind.MANUAL;
            default -> throw new AssertionError("Task " + id() + " is of a type that is not used here");
        };
    }

    private static Kind command(JsonNode task) {
        return task.path("script").asString().startsWith(OF_XSOAR) ? Kind.BUILTIN : Kind.COMMAND;
    }

    /** The command, script or playbook that it runs. */
    String runs() {
        JsonNode task = node.path("task");
        return switch (kind()) {
            case COMMAND -> task.path("script").asString().replace(ANY_BRAND, "");
            case BUILTIN -> task.path("script").asString().replace(OF_XSOAR, "");
            case SCRIPT -> task.path("scriptName").asString();
            case PLAYBOOK -> task.path("playbookName").asString();
            default -> "";
        };
    }

    /** The arguments as they are written, by name. */
    Map<String, JsonNode> arguments() {
        Map<String, JsonNode> arguments = new LinkedHashMap<>();
        node.path("scriptarguments").forEachEntry(arguments::put);
        return arguments;
    }

    /** One argument as it is written; a missing node where it is not given. */
    JsonNode argument(String name) {
        return node.path("scriptarguments").path(name);
    }

    /** The tasks that follow, by label. */
    Map<String, List<String>> next() {
        Map<String, List<String>> next = new LinkedHashMap<>();
        node.path("nexttasks")
                .forEachEntry((label, targets) -> next.put(
                        label, targets.valueStream().map(JsonNode::asString).toList()));
        return next;
    }

    boolean isEnd() {
        return next().isEmpty();
    }

    /** Whether it is a title that begins a section, and no end. */
    boolean isHeader() {
        return kind() == Kind.TITLE && !isEnd();
    }

    /** Whether the playbook goes on when the command fails. */
    boolean goesOnAfterAnError() {
        return node.path("continueonerror").asBoolean(false);
    }

    /** Whether it then goes another way. */
    boolean hasErrorPath() {
        return node.path("continueonerrortype").asString("").equals("errorPath");
    }

    boolean hasItsOwnContext() {
        return node.path("separatecontext").asBoolean(false);
    }

    boolean runsForEach() {
        return node.path("loop").path("forEach").asBoolean(false);
    }

    /** What ends a loop; nothing where there is none, or where it is over the items of the inputs. */
    JsonNode loopsUntil() {
        return node.path("loop").path("builtincondition");
    }

    int mostRounds() {
        return node.path("loop").path("max").asInt();
    }

    List<String> answers() {
        return node.path("message")
                .path("replyOptions")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    @Override
    public String toString() {
        return id() + " " + name();
    }
}

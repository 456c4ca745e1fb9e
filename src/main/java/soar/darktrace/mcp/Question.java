package soar.darktrace.mcp;

import java.util.Map;
import soar.darktrace.access.Caller;
import soar.darktrace.command.CommandRequest;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.Effect;
import soar.darktrace.command.Foresight;
import tools.jackson.databind.JsonNode;

/** What a person reads before an assistant changes something. It is short, however much the assistant wrote. */
final class Question {

    /** Of all arguments together, in characters: what a person reads. */
    private static final int LONGEST_ARGUMENTS = 3000;

    private static final int LONGEST_ARGUMENT = 300;
    private static final int LONGEST_NAME = 80;

    private Question() {}

    /**
     * The text of a question.
     *
     * @param meant the arguments that say something; of the others it is told how many they are
     */
    static String of(
            Caller caller, CommandSpec spec, Foresight foresight, CommandRequest request, Map<String, JsonNode> meant) {
        StringBuilder text = new StringBuilder("The assistant wants to run ")
                .append(spec.name())
                .append(request.instance() == null ? "" : " on " + shown(request.instance(), LONGEST_NAME))
                .append(", which ")
                .append(meaning(foresight))
                .append(": ")
                .append(spec.summary());
        // All of them: the command knows their names, so that they are not many, and none hides behind the others.
        int longest = Math.min(LONGEST_ARGUMENT, LONGEST_ARGUMENTS / Math.max(1, meant.size()));
        meant.forEach((name, value) -> text.append('\n')
                .append(shown(name, LONGEST_NAME))
                .append(" = ")
                .append(shown(value.toString(), longest)));
        int ignored = request.arguments().size() - meant.size();
        if (ignored > 0) {
            text.append("\nIgnored arguments, which are blank or XSOAR's own: ").append(ignored);
        }
        return text.append("\nIt runs as ").append(caller.id()).append('.').toString();
    }

    private static String meaning(Foresight foresight) {
        String known = meaning(foresight.effect());
        return foresight.isSettled()
                ? known
                : known + " (and may act on a device or a person, which only Darktrace knows)";
    }

    private static String meaning(Effect effect) {
        return switch (effect) {
            case READS -> "changes nothing";
            case CHANGES -> "changes what Darktrace holds";
            case CONTAINS -> "acts on a device or a person";
            case ADMINISTERS -> "changes the connector itself";
        };
    }

    /** The assistant may have taken it from a text that somebody else wrote; what is not seen is longer when it is shown. */
    private static String shown(String text, int longest) {
        return DarktraceText.shown(text, longest).replace('\n', ' ');
    }
}

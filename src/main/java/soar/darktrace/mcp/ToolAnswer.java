package soar.darktrace.mcp;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.ResourceLink;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import soar.darktrace.command.CommandAnswer;
import soar.darktrace.command.CommandRequest;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.Poll;
import soar.darktrace.command.ResultFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a command answered, for an assistant: the table as marked text, the outputs as structured content, the file as a
 * link. A model reads all of it, so that it is not long.
 */
final class ToolAnswer {

    /** Of the table, in characters: about 5,000 tokens. */
    static final int LONGEST_TABLE = 20_000;

    /** Of the outputs, in characters. */
    static final int LONGEST_OUTPUTS = 40_000;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> STRUCTURED =
            List.of("command", "instance", "warnings", "failed", "poll", "file", "effect");
    private static final Set<String> NARROWING =
            Set.of("limit", "offset", "start_time", "end_time", "depth", "fields", "query", "count", "tag");

    private ToolAnswer() {}

    /**
     * The answer of a tool.
     *
     * @param schema of the structured content
     */
    static CallToolResult of(CommandSpec spec, ObjectNode schema, CommandRequest request, CommandAnswer answer) {
        Extract extract = new Extract(schema, LONGEST_OUTPUTS);
        JsonNode outputs =
                extract.of(answer.outputs(), schema.path("properties").path("outputs"));
        String table = cutTable(answer.readableOutput());
        boolean isCut =
                extract.isCut() || table.length() < answer.readableOutput().length();
        ObjectNode structured = structured(answer);
        if (outputs != null && !(outputs.isEmpty() && extract.isCut())) {
            structured.set("outputs", outputs);
        }
        if (extract.isOdd()) {
            structured
                    .withArray("/warnings")
                    .add(
                            "Darktrace sent something in another shape than documented: the table has it, outputs has not.");
        }
        String cut = isCut ? cut(spec) : null;
        if (cut != null) {
            structured.put("cut", cut);
        }
        List<Content> content = new ArrayList<>();
        content.add(new TextContent(null, text(answer, table, cut), null));
        if (answer.file() != null) {
            content.add(link(answer.file(), request));
        }
        return new CallToolResult(content, false, structured, null);
    }

    /** All but the outputs, within bounds; texts of Darktrace's may be in these, too. */
    private static ObjectNode structured(CommandAnswer answer) {
        ObjectNode whole = JSON.valueToTree(answer);
        ObjectNode some = JsonNodeFactory.instance.objectNode();
        STRUCTURED.stream().filter(whole::has).forEach(name -> some.set(name, whole.get(name)));
        ObjectNode anything = JsonNodeFactory.instance.objectNode();
        return (ObjectNode) Objects.requireNonNull(new Extract(anything, LONGEST_OUTPUTS).of(some, anything));
    }

    private static String text(CommandAnswer answer, String table, @Nullable String cut) {
        StringBuilder data = new StringBuilder(DarktraceText.visible(table));
        answer.warnings().forEach(warning -> data.append("\nWarning: ").append(DarktraceText.visible(warning, 1000)));
        answer.failed().stream()
                .limit(20)
                .forEach(failed -> data.append("\nFailed: ")
                        .append(DarktraceText.visible(failed.json().toString(), 1000)));
        Poll poll = answer.poll();
        if (poll != null) {
            data.append("\nArguments to ask with: ")
                    .append(DarktraceText.visible(poll.args().toString(), 2000));
        }
        return answer.command()
                + (answer.instance() == null ? "" : " on " + answer.instance())
                + (answer.effect() == null ? "." : ", a dry run: nothing was changed.")
                + (poll == null
                        ? ""
                        : " It is not finished: call it again in " + poll.seconds()
                                + " seconds with the arguments below.")
                + (cut == null ? "" : " " + cut)
                + "\n"
                + DarktraceText.marked(data.toString());
    }

    private static String cut(CommandSpec spec) {
        String narrowing = spec.arguments().stream()
                .map(argument -> argument.name())
                .filter(NARROWING::contains)
                .collect(Collectors.joining(", "));
        return "This is the beginning of a larger answer. Ask for less"
                + (narrowing.isEmpty() ? ": name one thing instead of many." : " by " + narrowing + ".");
    }

    /** Whole lines, if there are any. */
    private static String cutTable(String table) {
        if (table.length() <= LONGEST_TABLE) {
            return table;
        }
        int end = table.lastIndexOf('\n', LONGEST_TABLE);
        return table.substring(0, end > LONGEST_TABLE / 2 ? end : LONGEST_TABLE);
    }

    private static ResourceLink link(ResultFile file, CommandRequest request) {
        return new ResourceLink(
                DarktraceText.visible(file.name(), 200),
                null,
                new FileAddress(request).text(),
                "The file of this answer, as bytes from Darktrace.",
                DarktraceText.visible(file.type(), 100),
                null,
                null,
                null);
    }
}

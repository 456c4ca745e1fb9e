package soar.darktrace.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.warroom.ChosenColumns;
import soar.darktrace.warroom.MarkdownTable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a caller gets of a command that succeeded.
 *
 * @param instance the instance that was asked; null for a command for this service
 * @param outputs the bare value
 * @param entryContext XSOAR's keyed form, by which an entry replaces the one with the same key
 * @param context the nested document that a reader of the context sees
 * @param readableOutput the war room's markdown table
 * @param warnings sentences about what was odd; the command succeeded all the same
 * @param file the file that the same request gets with {@code Accept: application/octet-stream}; null for none
 * @param poll when and how to ask again; null where the command is finished
 * @param failed those of several things asked for that failed
 * @param effect of a dry run, what the run would do with these arguments, which may be more than the command declares; null
 *     otherwise
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record CommandAnswer(
        String command,
        @Nullable String instance,
        String outputsPrefix,
        @Nullable String outputsKeyField,
        JsonNode outputs,
        JsonNode entryContext,
        JsonNode context,
        String readableOutput,
        List<String> warnings,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ResultFile file,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Poll poll,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FailedItem> failed,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Effect effect) {

    /** In the rows of {@link EachItem}: a sentence about the item. */
    private static final String RESPONSE = "response";

    static CommandAnswer of(
            CommandSpec spec, @Nullable String instance, CommandResult result, @Nullable Effect rehearsed) {
        ResultFile file = result.file();
        String prefix = result.context() == null ? spec.outputsPrefix() : result.context();
        String key = result.context() == null ? spec.outputsKeyField() : null;
        ObjectNode entryContext = JsonNodeFactory.instance.objectNode();
        ObjectNode context = nested(prefix, result.outputs());
        if (!prefix.isEmpty()) {
            entryContext.set(entryKey(prefix, key), result.outputs());
        }
        for (ContextEntry entry : result.entries()) {
            entryContext.set(entry.entryKey(), entry.value());
            add(nested(entry.path(), entry.value()), context);
        }
        return new CommandAnswer(
                spec.name(),
                instance,
                prefix,
                key,
                result.outputs(),
                entryContext,
                context,
                table(spec, result),
                result.warnings(),
                file == null || instance == null ? file : file.of(instance),
                result.poll(),
                result.failed(),
                rehearsed);
    }

    private static String table(CommandSpec spec, CommandResult result) {
        if (spec.columns().isEmpty() || !result.first().isEmpty()) {
            return MarkdownTable.render(result.title(), result.rows(), result.first());
        }
        // What failed has its ID and a sentence, and none of the other columns.
        List<String> columns = result.failed().isEmpty() || spec.columns().contains(RESPONSE)
                ? spec.columns()
                : Stream.concat(spec.columns().stream(), Stream.of(RESPONSE)).toList();
        return new ChosenColumns(columns, spec.timeColumns(), DarktraceTime::iso).render(result.title(), result.rows());
    }

    private static String entryKey(String prefix, @Nullable String key) {
        return key == null
                ? prefix
                : Arrays.stream(key.split(",", -1))
                        .map(name -> "val." + name + " && val." + name + " == obj." + name)
                        .collect(Collectors.joining(" && ", prefix + "(", ")"));
    }

    private static void add(ObjectNode more, ObjectNode context) {
        more.forEachEntry((name, value) -> {
            if (context.get(name) instanceof ObjectNode there && value instanceof ObjectNode object) {
                add(object, there);
            } else {
                context.set(name, value);
            }
        });
    }

    /** A value as the context holds it at a path: {@code {"Darktrace": {"ModelBreach": …}}}; nothing at no path. */
    public static ObjectNode nested(String path, JsonNode value) {
        if (path.isEmpty()) {
            return JsonNodeFactory.instance.objectNode();
        }
        int dot = path.lastIndexOf('.');
        return dot < 0 ? object(path, value) : nested(path.substring(0, dot), object(path.substring(dot + 1), value));
    }

    private static ObjectNode object(String key, JsonNode value) {
        return JsonNodeFactory.instance.objectNode().set(key, value);
    }
}

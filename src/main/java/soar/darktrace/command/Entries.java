package soar.darktrace.command;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The first entries of a list that Darktrace returns as a whole.
 *
 * @param shown as many as were asked for
 * @param warnings says where there are more
 */
public record Entries(ArrayNode shown, List<String> warnings) {

    /**
     * Takes the first entries.
     *
     * @param word what they are called, in the plural
     * @param wanted how many were asked for
     * @param most the most that a command returns
     */
    public static Entries of(Stream<? extends JsonNode> entries, String word, long wanted, int most) {
        List<? extends JsonNode> all = entries.toList();
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        all.stream().limit(Math.min(wanted, most)).forEach(shown::add);
        return of(shown, all.size(), word, wanted, most);
    }

    static Entries of(ArrayNode shown, long found, String word, long wanted, int most) {
        return new Entries(
                shown,
                found <= shown.size()
                        ? List.of()
                        : List.of("%s %s match; %s are shown. Narrow the search, or raise %s."
                                .formatted(found, word, shown.size(), limits(wanted, most))));
    }

    /** Who asked for as many as there may be, knows no {@code max_results}. */
    private static String limits(long wanted, int most) {
        if (wanted == most) {
            return "limits.max-entries";
        }
        return wanted > most ? "max_results and limits.max-entries" : "max_results";
    }

    /** The entries as a result. */
    public CommandResult titled(String title) {
        return CommandResult.of(title, shown).warning(warnings);
    }
}

package soar.darktrace.manifest;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A command of a public integration, as {@code test-data/public-commands.json} has it.
 *
 * @param pack the integration
 * @param content name, arguments and what it calls
 * @param prefix of its outputs in the context; empty where that is not known
 * @param keyField by which XSOAR recognises an entry; empty for none
 */
public record PublicCommand(String pack, JsonNode content, String prefix, String keyField) {

    /** Every command, in the order of the file. */
    public static Stream<PublicCommand> all() {
        return JsonMapper.shared()
                .readTree(Path.of("test-data", "public-commands.json"))
                .propertyStream()
                .flatMap(pack -> IntStream.range(0, pack.getValue().size())
                        .mapToObj(i -> of(pack.getKey(), pack.getValue().get(i), context(pack.getValue(), i))));
    }

    private static PublicCommand of(String pack, JsonNode content, String context) {
        String[] parts = context.split(" / ", 2);
        boolean isKnown = parts[0].startsWith("Darktrace.");
        return new PublicCommand(
                pack, content, isKnown ? parts[0] : "", parts.length < 2 || parts[1].equals("-") ? "" : parts[1]);
    }

    /** {@code prefix / key} without the notes in it; "same" stands for that of the command before. */
    private static String context(JsonNode pack, int index) {
        String context = pack.get(index).path("context").asString().replaceAll(" *\\(.*?\\)", "");
        return context.equals("same") ? context(pack, index - 1) : context;
    }

    public String name() {
        return content.path("command").asString();
    }

    /** The names of its arguments. */
    List<String> arguments() {
        return content.path("arguments")
                .valueStream()
                .map(argument -> argument.path("name").asString())
                .toList();
    }

    @Override
    public String toString() {
        return pack + ": " + name();
    }
}

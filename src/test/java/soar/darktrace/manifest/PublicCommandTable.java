package soar.darktrace.manifest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import soar.darktrace.command.ArgumentSpec;
import soar.darktrace.command.CommandSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The table of the migration guide: every public command, what it is here, and what differs. Names, arguments and context come
 * from the declarations; {@code test-data/public-differences.json} has the reasons, one for each command whose context differs.
 */
final class PublicCommandTable {

    private final List<CommandSpec> specs;
    private final JsonNode reasons = JsonMapper.shared().readTree(Path.of("test-data", "public-differences.json"));
    private final Set<String> used = new HashSet<>();

    PublicCommandTable(List<CommandSpec> specs) {
        this.specs = specs;
    }

    String render() {
        String rows = PublicCommand.all().map(this::row).collect(Collectors.joining());
        Set<String> idle = new HashSet<>(reasons.propertyNames());
        idle.removeAll(used);
        if (!idle.isEmpty()) {
            throw new AssertionError("Reasons for what does not differ: " + idle);
        }
        return "| Public command | Integration | Here | What differs |\n| --- | --- | --- | --- |\n" + rows;
    }

    private String row(PublicCommand command) {
        CommandSpec spec = specs.stream()
                .filter(candidate -> candidate.name().equals(command.name())
                        || candidate.aliases().contains(command.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(command + " is no command here"));
        List<String> differences = new ArrayList<>();
        String renamed = command.arguments().stream()
                .filter(name -> !argument(command, spec, name).equals(ArgumentSpec.snakeCase(name)))
                .map(name -> "`%s` is `%s`".formatted(name, argument(command, spec, name)))
                .collect(Collectors.joining(", "));
        if (!renamed.isEmpty()) {
            differences.add(renamed);
        }
        String here = context(spec.outputsPrefix(), Objects.requireNonNullElse(spec.outputsKeyField(), ""));
        String there = context(command.prefix(), command.keyField());
        String reason = reason(command);
        if (!here.equals(there)) {
            if (reason.isEmpty()) {
                throw new AssertionError(
                        command + " has the context " + here + " here, not " + there + ", without a reason");
            }
            differences.add("Context %s instead of %s".formatted(here, there.isEmpty() ? "an unknown one" : there));
        }
        if (!reason.isEmpty()) {
            differences.add(reason);
        }
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        command.name(),
                        command.pack(),
                        spec.name().equals(command.name()) ? "the same" : "`" + spec.name() + "`",
                        String.join(". ", differences));
    }

    private static String argument(PublicCommand command, CommandSpec spec, String name) {
        return spec.arguments().stream()
                .filter(argument -> argument.name().equals(ArgumentSpec.snakeCase(name))
                        || argument.aliases().contains(name))
                .map(ArgumentSpec::name)
                .findFirst()
                .orElseThrow(() -> new AssertionError(command + " takes no " + name + " here"));
    }

    private String reason(PublicCommand command) {
        for (String key : List.of(command.pack() + " " + command.name(), command.name())) {
            if (reasons.has(key)) {
                used.add(key);
                return reasons.path(key).asString();
            }
        }
        return "";
    }

    private static String context(String prefix, String key) {
        return prefix.isEmpty() ? "" : "`" + prefix + "`" + (key.isEmpty() ? "" : ", `" + key + "`");
    }
}

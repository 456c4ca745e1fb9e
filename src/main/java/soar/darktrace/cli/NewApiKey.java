package soar.darktrace.cli;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import soar.darktrace.access.ApiKey;
import soar.darktrace.access.Role;
import soar.darktrace.failure.Nearest;

/** {@code new-api-key}: a key, and its entry in the configuration. The key is shown this once and kept nowhere. */
final class NewApiKey {

    static final String NAME = "new-api-key";

    private static final String USAGE =
            NAME + " <id> --roles=read,respond [--instances=…] [--commands=…]" + " [--expires=2027-01-01]";
    private static final String ROLES = "--roles";
    private static final String INSTANCES = "--instances";
    private static final String COMMANDS = "--commands";
    private static final String EXPIRES = "--expires";
    private static final List<String> OPTIONS = List.of(ROLES, INSTANCES, COMMANDS, EXPIRES);

    private NewApiKey() {}

    /** The key in the first line, below it YAML as the file {@code connector.api-keys-file} has it. */
    static String of(TerminalLine line) {
        Map<String, String> options = options(line);
        if (line.words().size() != 2 || !options.containsKey(ROLES)) {
            throw TerminalLine.invalid("Write " + USAGE + "; the roles are " + String.join(", ", Role.names()) + ".");
        }
        String id = line.words().get(1);
        if (!ApiKey.isId(id)) {
            throw TerminalLine.invalid(
                    "The ID of a caller has up to 64 letters, digits, dots, hyphens, underscores and @.");
        }
        ApiKey key = ApiKey.generate();
        String entry = key.entry(id, roles(options.get(ROLES)))
                + list("instances", options.get(INSTANCES))
                + list("commands", options.get(COMMANDS))
                + expires(options.get(EXPIRES));
        return key.value() + "\n"
                + "# The line above is the key, shown this once. What follows goes into the file of connector.api-keys-file;\n"
                + "# in application.yml, indent it below connector.api-keys.\n"
                + entry.replace(System.lineSeparator(), "\n");
    }

    private static Map<String, String> options(TerminalLine line) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : line.options()) {
            String[] parts = option.split("=", 2);
            if (!OPTIONS.contains(parts[0]) || parts.length < 2 || parts[1].isBlank()) {
                throw TerminalLine.invalid(
                        OPTIONS.contains(parts[0])
                                ? "The option " + parts[0] + " needs a value: " + USAGE + "."
                                : "There is no option " + parts[0] + Nearest.sentence(parts[0], OPTIONS));
            }
            options.put(parts[0], parts[1]);
        }
        return options;
    }

    private static Collection<Role> roles(String names) {
        List<String> wanted = items(names);
        if (wanted.isEmpty()) {
            throw TerminalLine.invalid("There is no role in " + ROLES + "=" + names + ": write " + USAGE + ".");
        }
        return wanted.stream()
                .map(name -> Role.of(name)
                        .orElseThrow(() -> TerminalLine.invalid(
                                "There is no role " + name + Nearest.sentence(name, Role.names()))))
                .distinct()
                .toList();
    }

    private static List<String> items(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** In quotes: {@code *} alone would be an alias in YAML. */
    private static String list(String name, @Nullable String values) {
        return values == null
                ? ""
                : items(values).stream()
                        .map(item -> "\"" + wildcard(item) + "\"")
                        .collect(Collectors.joining(", ", "  " + name + ": [", "]\n"));
    }

    private static String wildcard(String item) {
        if (item.chars().anyMatch(character -> character == '"' || character == '\\' || character < ' ')) {
            throw TerminalLine.invalid("The name " + item + " holds a quote, a backslash or a control character.");
        }
        return item;
    }

    private static String expires(@Nullable String date) {
        if (date == null) {
            return "";
        }
        try {
            return "  expires: \"" + LocalDate.parse(date) + "\"\n";
        } catch (DateTimeParseException e) {
            throw TerminalLine.invalid("--expires must be a date such as 2027-01-01.");
        }
    }
}

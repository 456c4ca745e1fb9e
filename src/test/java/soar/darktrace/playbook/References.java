package soar.darktrace.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Every path into the context, the inputs or the incident that a part of a playbook document names. */
final class References {

    private static final Pattern IN_TEXT = Pattern.compile("\\$\\{([^}]+)}");
    private static final Pattern SELECTION = Pattern.compile("([A-Za-z.]+)\\((val\\..*)\\)\\.([A-Za-z.]+)");
    private static final Pattern OF_ENTRY = Pattern.compile("val\\.([A-Za-z.]+)");

    private final List<String> paths = new ArrayList<>();

    private References() {}

    static List<String> in(JsonNode part) {
        References references = new References();
        references.collect(part);
        return references.paths;
    }

    private void collect(JsonNode part) {
        if (part.path("iscontext").asBoolean(false) && part.path("value").has("simple")) {
            paths.add(part.path("value").path("simple").asString());
            return;
        }
        if (part.has("root")) {
            String accessor = part.path("accessor").asString("");
            paths.add(part.path("root").asString() + (accessor.isEmpty() ? "" : "." + accessor));
        }
        if (part.path("simple").isString()) {
            collect(part.path("simple").asString());
        }
        part.forEach(this::collect);
    }

    private void collect(String text) {
        Matcher reference = IN_TEXT.matcher(text);
        while (reference.find()) {
            paths.add(reference.group(1));
        }
        Matcher selection = SELECTION.matcher(text);
        if (selection.matches()) {
            paths.add(selection.group(1) + "." + selection.group(3));
            Matcher ofEntry = OF_ENTRY.matcher(selection.group(2));
            while (ofEntry.find()) {
                paths.add(selection.group(1) + "." + ofEntry.group(1));
            }
        }
    }
}

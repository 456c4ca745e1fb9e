package soar.darktrace.mcp;

import io.modelcontextprotocol.spec.McpSchema.ListResourceTemplatesResult;
import io.modelcontextprotocol.spec.McpSchema.ListResourcesResult;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.access.Caller;
import soar.darktrace.access.Role;
import soar.darktrace.client.DarktraceInstances;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.incident.IncidentEvent;
import soar.darktrace.incident.IncidentStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Incidents, and the files of commands, as resources. */
final class Resources {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String TEXT = "text/plain";
    private static final String WHAT = "Incidents";
    private static final int MOST_LISTED = 30;
    private static final long MOST_CHARACTERS = 1_000_000;
    private static final List<String> DATA = List.of("occurred", "severity");
    private static final int LONGEST_INCIDENT = 40_000;
    private static final JsonNode ANY = JSON.createObjectNode();

    private final IncidentStore store;
    private final DarktraceInstances instances;
    private final Files files;

    Resources(IncidentStore store, DarktraceInstances instances, Files files) {
        this.store = store;
        this.instances = instances;
        this.files = files;
    }

    /** The list of incidents, and the newest ones of every instance. */
    Mono<ListResourcesResult> list(Caller caller) {
        return newest(caller).map(incidents -> {
            List<Resource> resources = new ArrayList<>();
            resources.add(new Resource(
                    IncidentAddress.ALL,
                    "incidents",
                    "The newest incidents",
                    "Subscribe to it to hear of new ones.",
                    TEXT,
                    null,
                    null,
                    null,
                    null));
            incidents.forEach(incident -> resources.add(new Resource(
                    incident.uri(),
                    incident.uri().substring(IncidentAddress.ALL.length() + 1),
                    "From Darktrace: " + incident.name(),
                    null,
                    TEXT,
                    null,
                    null,
                    null,
                    null)));
            return new ListResourcesResult(resources, null, null);
        });
    }

    static ListResourceTemplatesResult templates() {
        return new ListResourceTemplatesResult(
                List.of(
                        new ResourceTemplate(
                                IncidentAddress.TEMPLATE,
                                "incident",
                                "An incident",
                                "As it was last. Subscribe to it to hear when it changes or closes.",
                                TEXT,
                                null,
                                null,
                                null),
                        new ResourceTemplate(
                                FileAddress.TEMPLATE,
                                "file",
                                "The file of a command",
                                "Tools that have a file link to it.",
                                "application/octet-stream",
                                null,
                                null,
                                null)),
                null,
                null);
    }

    Mono<ReadResourceResult> read(Caller caller, String uri) {
        if (uri.equals(IncidentAddress.ALL)) {
            return newest(caller).map(incidents -> text(uri, overview(incidents)));
        }
        return FileAddress.of(uri)
                .map(files::read)
                .orElseGet(() -> incident(caller, uri).map(document -> text(uri, document)));
    }

    /** Fails where this caller may not read it, or where there is no such incident. */
    Mono<Void> requireFollowable(Caller caller, String uri) {
        if (uri.equals(IncidentAddress.ALL)) {
            caller.require(Role.READ, WHAT);
            return Mono.empty();
        }
        return incident(caller, uri).then();
    }

    /** What a list says of an incident; the documents of one instance are in memory at a time. */
    private record Listed(String uri, String name, JsonNode document) {

        static Listed of(IncidentEvent event) {
            JsonNode document = JSON.readTree(event.document());
            ObjectNode some = JSON.createObjectNode();
            DATA.stream().filter(document::has).forEach(member -> some.set(member, document.get(member)));
            return new Listed(
                    IncidentAddress.of(event).text(),
                    DarktraceText.visible(document.path("name").asString(""), 200),
                    some);
        }
    }

    private Mono<List<Listed>> newest(Caller caller) {
        caller.require(Role.READ, WHAT);
        return Flux.fromStream(
                        () -> instances.names().stream().filter(caller::mayUse).sorted())
                .concatMap(instance -> store.newest(instance, MOST_LISTED, MOST_CHARACTERS), 1)
                .concatMapIterable(events -> events.stream().map(Listed::of).toList())
                .collectList();
    }

    private static String overview(List<Listed> incidents) {
        ArrayNode overview = JSON.createArrayNode();
        incidents.forEach(incident -> overview.addObject()
                .put("uri", incident.uri())
                .put("name", incident.name())
                .setAll((ObjectNode) incident.document()));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(extract(overview));
    }

    private Mono<String> incident(Caller caller, String uri) {
        caller.require(Role.READ, WHAT);
        IncidentAddress address = IncidentAddress.of(uri).orElseThrow(() -> unknown(uri));
        caller.requireInstance(address.instance());
        return store.document(address.instance(), address.source(), address.id())
                .switchIfEmpty(Mono.error(() -> unknown(uri)))
                .map(document -> JSON.writerWithDefaultPrettyPrinter().writeValueAsString(extract(unfolded(document))));
    }

    /** What Darktrace sent stands in an incident as a text of JSON, whose beginning alone would be of no use. */
    private static JsonNode unfolded(String document) {
        JsonNode incident = JSON.readTree(document);
        if (incident instanceof ObjectNode object && object.path("rawJSON").isString()) {
            object.set("rawJSON", JSON.readTree(object.path("rawJSON").asString()));
        }
        return incident;
    }

    private static JsonNode extract(JsonNode whole) {
        Extract extract = new Extract(ANY, LONGEST_INCIDENT);
        JsonNode some = Objects.requireNonNull(extract.of(whole, ANY));
        if (extract.isCut() && some instanceof ObjectNode object) {
            object.put("cut", "There is more: darktrace-get-breach and the other tools have it.");
        }
        return some;
    }

    private static ReadResourceResult text(String uri, String text) {
        return new ReadResourceResult(
                List.of(new TextResourceContents(uri, TEXT, DarktraceText.marked(text), null)), null);
    }

    private static CommandException unknown(String uri) {
        return new CommandException(
                Reason.UNKNOWN_RESOURCE,
                "There is no resource " + DarktraceText.visible(uri, 200)
                        + ": resources/list has the newest incidents, whose documents are kept for"
                        + " connector.retention.");
    }
}

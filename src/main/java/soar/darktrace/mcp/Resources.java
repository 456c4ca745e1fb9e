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
    private static final long MOST_CHARACTERS = 2_000_000;
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
        return newest(caller).map(events -> {
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
            events.forEach(event -> resources.add(new Resource(
                    IncidentAddress.of(event).text(),
                    event.source() + " " + event.externalId() + " of " + event.instance(),
                    "From Darktrace: " + name(event),
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
            return newest(caller).map(events -> text(uri, overview(events)));
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

    private Mono<List<IncidentEvent>> newest(Caller caller) {
        caller.require(Role.READ, WHAT);
        return Flux.fromStream(
                        () -> instances.names().stream().filter(caller::mayUse).sorted())
                .concatMap(instance -> store.newest(instance, MOST_LISTED, MOST_CHARACTERS))
                .collectList()
                .map(lists -> lists.stream().flatMap(List::stream).toList());
    }

    private static String overview(List<IncidentEvent> events) {
        ArrayNode overview = JSON.createArrayNode();
        events.forEach(event -> {
            JsonNode document = JSON.readTree(event.document());
            overview.addObject()
                    .put("uri", IncidentAddress.of(event).text())
                    .put("name", name(event))
                    .set("occurred", document.path("occurred"))
                    .set("severity", document.path("severity"));
        });
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

    private static String name(IncidentEvent event) {
        return DarktraceText.visible(
                JSON.readTree(event.document()).path("name").asString(""), 200);
    }
}

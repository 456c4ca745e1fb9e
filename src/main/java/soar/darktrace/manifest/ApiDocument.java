package soar.darktrace.manifest;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import soar.darktrace.command.CommandCatalogue;
import soar.darktrace.command.CommandSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document. It has an operation for each command instead of one that runs any of them, so that whoever imports
 * it gets typed actions.
 */
@RestController
class ApiDocument {

    private static final String COMMANDS = "/api/v1/commands";
    private static final String WAR_ROOM = "/api/v1/war-room";
    private static final String AUDIT = "/api/v1/audit";
    private static final String INCIDENTS = "/api/v1/incidents";
    private static final String CALLER = "/api/v1/caller";
    private static final String INSTANCES = "/api/v1/instances";
    private static final String KEY = "bearer";

    private final ObjectNode document;

    ApiDocument(CommandCatalogue catalogue, ObjectProvider<BuildProperties> build) {
        BuildProperties built = build.getIfAvailable();
        String version = built == null ? null : built.getVersion();
        this.document = of(catalogue.specs(), version == null ? "unknown" : version);
    }

    @GetMapping(path = "/openapi", produces = APPLICATION_JSON_VALUE)
    JsonNode document() {
        return document;
    }

    private static ObjectNode of(List<CommandSpec> specs, String version) {
        ObjectNode api = JsonType.tree().put("openapi", "3.1.0");
        ObjectNode info = api.putObject("info").put("title", IntegrationManifest.NAME);
        info.put("version", version)
                .putObject("license")
                .put("name", "Apache-2.0")
                .put("url", "https://www.apache.org/licenses/LICENSE-2.0");
        api.putArray("servers").addObject().put("url", "/");
        // The empty one: a server without keys, which serves its own machine only, asks for none.
        api.putArray("security").addObject().putArray(KEY);
        api.withArray("/security").addObject();
        api.set("tags", Operations.tags(specs));
        ObjectNode paths = api.putObject("paths");
        ObjectNode components = api.putObject("components");
        components
                .putObject("securitySchemes")
                .putObject(KEY)
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "An API key of this service, dtc_…, or a token of the identity provider.");
        ObjectNode schemas = components.putObject("schemas");
        CommandOperations commands = CommandOperations.in(schemas);
        paths.putObject(COMMANDS).set("get", commands.catalogue());
        specs.forEach(spec -> paths.putObject(COMMANDS + "/" + spec.name()).set("post", commands.of(spec)));
        paths.putObject(WAR_ROOM).set("post", commands.warRoom());
        schemas.set(IncidentOperations.INCIDENT, IncidentOperations.incident());
        paths.putObject(INCIDENTS).set("get", IncidentOperations.page());
        paths.putObject(INCIDENTS + "/stream").set("get", IncidentOperations.stream());
        paths.putObject(CALLER).set("get", CallerOperation.get());
        paths.putObject(INSTANCES).set("get", InstanceOperation.get());
        schemas.set(AuditOperations.ENTRY, AuditOperations.entry());
        paths.putObject(AUDIT).set("get", AuditOperations.page());
        paths.putObject(AUDIT + "/verification").set("get", AuditOperations.verification());
        return api;
    }
}

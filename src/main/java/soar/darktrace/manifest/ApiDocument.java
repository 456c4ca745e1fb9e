package soar.darktrace.manifest;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import soar.darktrace.command.CommandCatalogue;
import soar.darktrace.command.CommandSpec;

/**
 * The OpenAPI document: springdoc's, with an operation for each command in the place of the one that runs any of them, so
 * that whoever imports it gets typed actions.
 */
@Configuration(proxyBeanMethods = false)
class ApiDocument {

    private static final String CATALOGUE = "/api/v1/commands";
    private static final String ANY_COMMAND = CATALOGUE + "/{name}";
    private static final String FETCH = "fetch-incidents";
    private static final String WAR_ROOM = "/api/v1/war-room";

    @Bean
    OpenAPI openApi(ObjectProvider<BuildProperties> build) {
        BuildProperties built = build.getIfAvailable();
        String version = built == null ? null : built.getVersion();
        return new OpenAPI()
                .info(new Info()
                        .title(IntegrationManifest.NAME)
                        .version(version == null ? "unknown" : version)
                        .license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")))
                .servers(List.of(new Server().url("/")))
                .tags(CommandOperations.TAGS);
    }

    @Bean
    OpenApiCustomizer commandOperationsInPlaceOfOne(CommandCatalogue catalogue) {
        return api -> replaceGeneric(api, catalogue.specs());
    }

    private static void replaceGeneric(OpenAPI api, List<CommandSpec> specs) {
        CommandOperations operations = CommandOperations.in(api.getComponents());
        Map<String, PathItem> derived = new TreeMap<>(api.getPaths());
        derived.put(IncidentOperations.PAGE, new PathItem().get(IncidentOperations.page()));
        derived.put(IncidentOperations.STREAM, new PathItem().get(IncidentOperations.stream()));
        Paths paths = new Paths();
        derived.forEach((path, item) -> {
            switch (path) {
                case CATALOGUE -> paths.addPathItem(path, item.get(operations.catalogue(item.getGet())));
                case WAR_ROOM -> paths.addPathItem(path, item.post(operations.warRoom()));
                case CATALOGUE + "/" + FETCH -> {}
                case ANY_COMMAND ->
                    specs.forEach(spec -> paths.addPathItem(
                            CATALOGUE + "/" + spec.name(),
                            new PathItem()
                                    .post(spec.name().equals(FETCH) ? operations.fetch(spec) : operations.of(spec))));
                default -> paths.addPathItem(path, item);
            }
        });
        api.setPaths(paths);
    }
}

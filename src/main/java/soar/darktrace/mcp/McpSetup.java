package soar.darktrace.mcp;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import soar.darktrace.client.DarktraceInstances;
import soar.darktrace.command.CommandCatalogue;
import soar.darktrace.command.CommandDispatcher;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.web.CallerLimits;

/** Serves assistants where that is switched on; where it is not, none of this is there. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@ConditionalOnBooleanProperty("connector.mcp.enabled")
@EnableConfigurationProperties(McpSettings.class)
class McpSetup {

    @Bean
    Closing closing() {
        return new Closing();
    }

    @Bean
    Sessions sessions(
            CommandCatalogue catalogue,
            CommandDispatcher dispatcher,
            DarktraceInstances instances,
            IncidentStore store,
            CallerLimits limits,
            McpSettings settings,
            Closing closing) {
        Confirmation confirmation = new Confirmation(settings.unaskedCallers(), limits, closing.begun());
        return new Sessions(
                new Methods(
                        new Tools(catalogue, dispatcher, instances, confirmation),
                        new Resources(store, instances, new Files(dispatcher)),
                        store),
                SessionLimits.DEFAULT);
    }

    @Bean
    IncidentFollower incidentFollower(IncidentStore store) {
        return new IncidentFollower(store);
    }
}

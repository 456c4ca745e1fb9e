package soar.darktrace.mirror;

import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.incident.GrowthLookup;
import soar.darktrace.incident.IncidentHistory;
import soar.darktrace.incident.IncidentStore;

/** What the server knows of the changes of an instance that it fetches itself. A terminal runs one command without it. */
@Component
@EnableConfigurationProperties(MirrorSettings.OfInstances.class)
class ServerLog {

    private final ObjectProvider<IncidentStore> store;
    private final MirrorSettings.OfInstances settings;

    ServerLog(ObjectProvider<IncidentStore> store, MirrorSettings.OfInstances settings) {
        this.store = store;
        this.settings = settings;
    }

    /** The log of an instance whose changes are written into it. */
    Optional<IncidentHistory> of(DarktraceInstance darktrace) {
        return isFollowed(darktrace)
                ? Optional.ofNullable(store.getIfAvailable()).map(IncidentStore::history)
                : Optional.empty();
    }

    /** What is known of the groups of an instance that are incidents. */
    Optional<GrowthLookup> groups(DarktraceInstance darktrace) {
        return isFollowed(darktrace)
                ? Optional.ofNullable(store.getIfAvailable()).map(IncidentStore::lookup)
                : Optional.empty();
    }

    private boolean isFollowed(DarktraceInstance darktrace) {
        return darktrace.isConfigured()
                && darktrace.settings().isFetch()
                && settings.of(darktrace.name()).follows();
    }
}

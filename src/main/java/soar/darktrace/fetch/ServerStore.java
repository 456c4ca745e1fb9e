package soar.darktrace.fetch;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;

/** The store for commands, which run on a terminal too, where there is none. */
@Component
class ServerStore {

    private final ObjectProvider<FetchStore> store;

    ServerStore(ObjectProvider<FetchStore> store) {
        this.store = store;
    }

    /** The store of an instance that this service fetches itself, on a schedule or when told to. */
    FetchStore of(DarktraceInstance darktrace) {
        if (!darktrace.isConfigured()) {
            throw new CommandException(
                    Reason.REFUSED_BY_POLICY,
                    "Nothing is kept here about an instance that a request brings along: whoever fetches it keeps its"
                            + " last_run. To begin anew, fetch without last_run; in XSOAR, reset the last run of the"
                            + " instance.");
        }
        FetchStore found = store.getIfAvailable();
        if (found == null) {
            throw CommandException.onlyInServer("the store");
        }
        return found;
    }
}

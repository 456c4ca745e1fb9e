package soar.darktrace.feature.network;

import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;

import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.BreachParameters;
import soar.darktrace.api.NetworkApi;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;

@Command(
        name = "darktrace-list-cves",
        description = "Lists the known vulnerabilities (CVE) of devices, by their products. Needs Darktrace/OT.",
        context = "Darktrace.CVE",
        key = "did")
@Output(path = "did", type = NUMBER, description = "Darktrace device ID.")
@Output(path = "cves", type = LIST, description = "List of its vulnerabilities: id, severity, modified, description.")
@Output(
        path = "products",
        type = LIST,
        description = "List of the products that they are of: vendor, product, version, patch, ids.")
@Columns({"did", "cves.id", "cves.severity", "cves.modified", "cves.description"})
class ListCves implements DarktraceCommand<ListCves.Arguments> {

    record Arguments(
            @Argument("Only this device, by its Darktrace device ID.") @Positive @Nullable
            Long did) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        int most = darktrace.settings().limits().maxEntries();
        return darktrace
                .api(NetworkApi.class)
                .cves(new BreachParameters().add("did", arguments.did()).values())
                .map(answer -> DeviceCves.result(answer, most))
                .onErrorMap(DarktraceException.class, ListCves::explained);
    }

    private static DarktraceException explained(DarktraceException failure) {
        return failure.kind() == Kind.UNAVAILABLE
                ? failure.saying(failure.sentence() + " Appliances without Darktrace/OT fail so, too.")
                : failure;
    }
}

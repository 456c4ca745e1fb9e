package soar.darktrace.feature.device;

import java.util.List;
import org.springframework.util.StringUtils;
import reactor.core.publisher.Mono;
import soar.darktrace.api.DeviceApi;
import soar.darktrace.api.DeviceRows;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;

@Command(
        name = "darktrace-get-external-endpoint-details",
        description = "Returns what Darktrace has collected about an external IP address or hostname.",
        context = "Darktrace.ExternalEndpointDetails")
@ExternalEndpointOutputs
class GetExternalEndpointDetails implements DarktraceCommand<EndpointQuery> {

    @Override
    public Mono<CommandResult> run(EndpointQuery asked, DarktraceInstance darktrace) {
        return darktrace
                .api(DeviceApi.class)
                .endpointDetails(asked.query())
                .map(DarktraceAnswer::object)
                .map(details -> CommandResult.of(
                                StringUtils.capitalize(asked.endpointType().toString()) + ": " + asked.endpointValue()
                                        + " details",
                                DeviceRows.withTimes(details, List.of("firsttime")))
                        .adding(EndpointEntries.of(
                                asked, details, darktrace.settings().reliability())));
    }
}

package soar.darktrace.feature.capture;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Capture;
import soar.darktrace.api.CaptureApi;
import soar.darktrace.command.Argument;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;

/** One capture, by its ID or by the name of its file, and how the caller waits for it. */
record PcapChoice(
        @Argument("ID of the capture.") @Nullable Long pcapId,

        @Argument("Name of its file, in place of the ID.") @Nullable
        String filename,

        Polling until) {

    void require() {
        if (pcapId == null && filename == null) {
            throw new CommandException(
                    Reason.INVALID_ARGUMENT, "pcap_id", "pcap_id or filename is needed. See darktrace-list-pcaps.");
        }
    }

    Mono<Capture> in(CaptureApi api) {
        return pcapId == null
                ? Pcaps.find(api, capture -> capture.filename().equals(filename), String.valueOf(filename))
                : Pcaps.find(api, capture -> capture.id() == pcapId, pcapId.toString());
    }
}

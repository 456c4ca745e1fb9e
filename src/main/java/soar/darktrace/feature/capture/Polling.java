package soar.darktrace.feature.capture;

import jakarta.validation.constraints.Min;
import soar.darktrace.api.Capture;
import soar.darktrace.command.Argument;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.Poll;
import tools.jackson.databind.node.ObjectNode;

/** How a caller waits for a capture, which takes about 20 s; a component of a command's arguments. */
record Polling(
        @Argument(value = "Ask again until the capture is finished.", defaultValue = "true")
        boolean polling,

        @Argument(value = "How many seconds to wait before asking again.", defaultValue = "10") @Min(10)
        long intervalInSeconds,

        @Argument(value = "How many seconds XSOAR asks again for at most.", defaultValue = "600") @Min(10)
        long timeoutInSeconds) {

    /**
     * The capture as a result, with what to ask next where it is not finished.
     *
     * @param args of the command, without those of the waiting
     */
    CommandResult result(Capture capture, ObjectNode args) {
        CommandResult result = CommandResult.of("Darktrace Packet Capture " + capture.id(), capture.outputs());
        return polling && capture.isUnderWay()
                ? result.unfinished(new Poll(
                        intervalInSeconds,
                        args.put("pcap_id", capture.id())
                                .put("polling", true)
                                .put("interval_in_seconds", intervalInSeconds)
                                .put("timeout_in_seconds", timeoutInSeconds)))
                : result;
    }
}

package soar.darktrace.feature.capture;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;
import soar.darktrace.command.Argument;
import soar.darktrace.failure.Fulfils;

/** Which packets are to be captured, and how the caller waits for them. */
record WantedPcap(
        @Argument("IP address of one side.") @Fulfils(value = IpAddress.class, message = "must be an IP address")
        String ip1,

        @Argument("From when on: ISO 8601, YYYY-MM-DD HH:MM:SS (UTC), epoch seconds or milliseconds, or a time ago.")
        String startTime,

        @Argument("Until when, written likewise; 30 minutes after the start at most.")
        String endTime,

        @Argument("IP address of the other side; any if not given.")
        @Fulfils(value = IpAddress.class, message = "must be an IP address")
        @Nullable
        String ip2,

        @Argument("Port of the first side; any if not given.") @Positive @Max(65535) @Nullable
        Long port1,

        @Argument("Port of the other side; any if not given.") @Positive @Max(65535) @Nullable
        Long port2,

        @Argument("Only this protocol; needs ip2 and port2.") @Nullable
        Protocol protocol,

        Polling until,

        @Argument("Set when asking again: the capture, which is not created anew.") @Nullable
        Long pcapId) {}

package soar.darktrace.feature.capture;

import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.Output;

/** The outputs of every command that returns captures. */
@Output(path = "pcapId", type = NUMBER, description = "ID of the capture.")
@Output(path = "filename", type = STRING, description = "Name of its file.")
@Output(path = "state", type = STRING, description = "Its state: pending, processing or finished.")
@Output(path = "ip1", type = STRING, description = "IP address of one side.")
@Output(path = "ip2", type = STRING, description = "IP address of the other side, where it is restricted to one.")
@Output(path = "port1", type = NUMBER, description = "Port of the first side, where it is restricted to one.")
@Output(path = "port2", type = NUMBER, description = "Port of the other side, where it is restricted to one.")
@Output(path = "protocol", type = STRING, description = "tcp or udp, where it is restricted to one.")
@Output(path = "start", type = DATE, description = "From when on packets are captured, UTC.")
@Output(path = "end", type = DATE, description = "Until when packets are captured, UTC.")
@Output(path = "requested", type = DATE, description = "When the capture was asked for, UTC.")
@Output(path = "finished", type = DATE, description = "When it was finished, UTC.")
@Output(path = "index", type = STRING, description = "Where Darktrace looked for the packets.")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface PcapOutputs {}

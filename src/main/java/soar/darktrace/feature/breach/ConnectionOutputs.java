package soar.darktrace.feature.breach;

import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.OBJECT;
import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.Output;

/** The outputs of the connections and events of a model breach. */
@Output(path = "pbid", type = NUMBER, description = "Model breach ID.")
@Output(
        path = "connections",
        type = LIST,
        description = "List of the connections and events. Each may have other keys.")
@Output(path = "connections.time", type = DATE, description = "When it happened, UTC.")
@Output(path = "connections.eventType", type = STRING, description = "What it is, such as connection.")
@Output(path = "connections.action", type = STRING, description = "What was done.")
@Output(path = "connections.source", type = STRING, description = "Where it came from.")
@Output(path = "connections.destination", type = STRING, description = "Where it went.")
@Output(path = "connections.port", type = NUMBER, description = "Port of the destination.")
@Output(path = "connections.protocol", type = STRING, description = "TCP, UDP and others.")
@Output(path = "connections.applicationprotocol", type = STRING, description = "Protocol of the application.")
@Output(path = "connections.direction", type = STRING, description = "in or out.")
@Output(path = "connections.uid", type = STRING, description = "ID of the connection.")
@Output(path = "connections.sourceDevice", type = OBJECT, description = "Device that it came from.")
@Output(path = "connections.destinationDevice", type = OBJECT, description = "Device that it went to.")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface ConnectionOutputs {}

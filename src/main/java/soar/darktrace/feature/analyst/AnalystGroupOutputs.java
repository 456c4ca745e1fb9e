package soar.darktrace.feature.analyst;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.Output;

/** The outputs of every command that returns groups of incident events. */
@Output(path = "groupId", type = STRING, description = "ID of the group.")
@Output(path = "groupScore", type = NUMBER, description = "Its score, 0 to 100, with one decimal.")
@Output(path = "groupCategory", type = STRING, description = "Its category: critical, suspicious or compliance.")
@Output(path = "start", type = DATE, description = "When its activity began, UTC.")
@Output(path = "end", type = DATE, description = "When its activity ended, UTC.")
@Output(path = "active", type = BOOLEAN, description = "Whether it may still grow.")
@Output(path = "acknowledged", type = BOOLEAN, description = "Whether it is acknowledged.")
@Output(path = "pinned", type = BOOLEAN, description = "Whether it is pinned.")
@Output(path = "userTriggered", type = BOOLEAN, description = "Whether an investigation of a user's led to it.")
@Output(path = "externalTriggered", type = BOOLEAN, description = "Whether something outside of Darktrace led to it.")
@Output(path = "previousIds", type = LIST, description = "IDs of the groups that it took up.")
@Output(path = "mitreTactics", type = LIST, description = "Tactics of MITRE ATT&CK.")
@Output(path = "devices", type = LIST, description = "Darktrace device IDs of its devices.")
@Output(path = "initialDevices", type = LIST, description = "Darktrace device IDs of those that it began with.")
@Output(path = "eventCount", type = NUMBER, description = "Number of its incident events.")
@Output(
        path = "incidentEvents",
        type = LIST,
        description = "Its incident events: eventId, start, title, deviceId or sender, visible, acknowledged.")
@Output(path = "edges", type = LIST, description = "How the devices are linked, as Darktrace returns it.")
@Output(path = "link", type = STRING, description = "Where it opens in Darktrace.")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface AnalystGroupOutputs {}

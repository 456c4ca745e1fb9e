package soar.darktrace.feature.analyst;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.OBJECT;
import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.AccountOutputs;
import soar.darktrace.command.EndpointOutputs;
import soar.darktrace.command.HostOutputs;
import soar.darktrace.command.Output;
import soar.darktrace.command.ScoreOutputs;

/** The outputs of every command that returns incident events. */
@Output(path = "eventId", type = STRING, description = "ID of the incident event.")
@Output(path = "title", type = STRING, description = "Title of the incident event.")
@Output(path = "category", type = STRING, description = "Its category: critical, suspicious or compliance.")
@Output(path = "createdAt", type = DATE, description = "When AI Analyst created it, UTC.")
@Output(path = "start", type = DATE, description = "When its activity began, UTC.")
@Output(path = "end", type = DATE, description = "When its activity ended, UTC.")
@Output(path = "aiaScore", type = NUMBER, description = "Its score, 0 to 100.")
@Output(path = "score", type = STRING, description = "Its score as text, such as 94%.")
@Output(path = "groupId", type = STRING, description = "ID of the group that it belongs to now.")
@Output(path = "groupScore", type = NUMBER, description = "Score of the group, 0 to 100.")
@Output(path = "groupCategory", type = STRING, description = "Category of the group.")
@Output(path = "previousGroups", type = LIST, description = "IDs of the groups that it belonged to before.")
@Output(path = "acknowledged", type = BOOLEAN, description = "Whether it is acknowledged.")
@Output(path = "pinned", type = BOOLEAN, description = "Whether it is pinned.")
@Output(path = "userTriggered", type = BOOLEAN, description = "Whether an investigation of a user's led to it.")
@Output(path = "externalTriggered", type = BOOLEAN, description = "Whether something outside of Darktrace led to it.")
@Output(path = "summariser", type = STRING, description = "Name of the part of AI Analyst that wrote it.")
@Output(path = "summary", type = STRING, description = "What happened, in sentences.")
@Output(path = "mitreTactics", type = LIST, description = "Tactics of MITRE ATT&CK.")
@Output(path = "attackPhases", type = LIST, description = "Attack phases, as numbers.")
@Output(path = "sender", type = STRING, description = "Sender of the emails, where it is about emails.")
@Output(path = "devices", type = LIST, description = "The devices that it is about.")
@Output(path = "relatedBreaches", type = LIST, description = "The model breaches that it is made of.")
@Output(path = "relatedBreaches.pbid", type = NUMBER, description = "ID of each of them.")
@Output(path = "modelBreaches", type = OBJECT, description = "The same, keyed by their index.")
@Output(
        path = "details",
        type = LIST,
        description = "What AI Analyst found, each with section, header, key, type and values.")
@Output(path = "link", type = STRING, description = "Where it opens in Darktrace.")
@EndpointOutputs
@AccountOutputs
@HostOutputs
@ScoreOutputs
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface AnalystEventOutputs {}

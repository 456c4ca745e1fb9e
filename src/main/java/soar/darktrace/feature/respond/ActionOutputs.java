package soar.darktrace.feature.respond;

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
import soar.darktrace.command.Columns;
import soar.darktrace.command.Output;

/** The outputs of every command that returns actions. */
@Output(path = "codeid", type = NUMBER, description = "ID of the action.")
@Output(path = "state", type = STRING, description = "pending, active, expired or cleared.")
@Output(path = "did", type = NUMBER, description = "Darktrace device ID of the device that the action is against.")
@Output(path = "ip", type = STRING, description = "IP address of the device.")
@Output(path = "action", type = STRING, description = "Kind of the action.")
@Output(path = "label", type = STRING, description = "The action in words.")
@Output(path = "manual", type = BOOLEAN, description = "Whether the action was created manually.")
@Output(path = "pbid", type = NUMBER, description = "Model breach ID of the breach that caused the action.")
@Output(path = "start", type = DATE, description = "When the action started, UTC.")
@Output(path = "expires", type = DATE, description = "When the action ends, UTC.")
@Output(path = "active", type = BOOLEAN, description = "Whether Darktrace counts the action as active.")
@Output(path = "cleared", type = BOOLEAN, description = "Whether the action was cleared.")
@Output(path = "blocked", type = BOOLEAN, description = "Whether the action has blocked something.")
@Output(path = "agemail", type = BOOLEAN, description = "Whether the action is one of Darktrace's email product.")
@Output(path = "aghost", type = BOOLEAN, description = "Whether the action was taken on the host itself.")
@Output(path = "detail", type = STRING, description = "Further details of the action in words.")
@Output(path = "ips", type = LIST, description = "List of the IP addresses of the device.")
@Output(path = "model", type = STRING, description = "Name of the model whose breach caused the action.")
@Output(path = "modeluuid", type = STRING, description = "UUID of that model.")
@Output(path = "score", type = NUMBER, description = "Score of that model breach, 0 to 1.")
@Output(path = "triggerer", type = OBJECT, description = "Who created a manual action, and the reason given.")
@Output(path = "updated", type = STRING, description = "When the action was last changed, by Darktrace's clock.")
@Output(path = "remainingSeconds", type = NUMBER, description = "How long a pending or active action has left.")
@Columns({"codeid", "state", "label", "did", "ip", "start", "expires", "pbid"})
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface ActionOutputs {}

package soar.darktrace.feature.model;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.OBJECT;
import static soar.darktrace.command.OutputType.STRING;
import static soar.darktrace.command.OutputType.UNKNOWN;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.Output;

/** The outputs of a model that lists of models leave out. */
@Output(path = "phid", type = NUMBER, description = "ID of this version of the model.")
@Output(path = "description", type = STRING, description = "What the model looks for, and what to do.")
@Output(path = "behaviour", type = STRING, description = "How the score changes with repeated breaches.")
@Output(path = "tags", type = LIST, description = "List of the tags of the model.")
@Output(
        path = "mitre",
        type = UNKNOWN,
        description = "Tactics and techniques of MITRE ATT&CK, where the model has them.")
@Output(
        path = "logic",
        type = OBJECT,
        description = "Which components make a breach: their IDs (cid), with weights where it is a weighted list.")
@Output(path = "actions", type = OBJECT, description = "What a breach causes.")
@Output(path = "throttle", type = NUMBER, description = "Seconds in which the same device breaches the model once.")
@Output(path = "interval", type = NUMBER, description = "Seconds in which the components must occur.")
@Output(path = "modified", type = DATE, description = "When the model was last changed, UTC.")
@Output(path = "edited", type = OBJECT, description = "Who changed the model last.")
@Output(path = "created", type = OBJECT, description = "Who created the model.")
@Output(path = "version", type = NUMBER, description = "Number of the version.")
@Output(
        path = "defeats",
        type = LIST,
        description = "List of the conditions under which a device does not breach the model.")
@Output(
        path = "sharedEndpoints",
        type = BOOLEAN,
        description = "Whether the components must have an endpoint in common.")
@Output(path = "sequenced", type = BOOLEAN, description = "Whether the components must occur in their order.")
@Output(path = "activeTimes", type = OBJECT, description = "When and for which devices and tags the model is on.")
@Output(path = "autoUpdatable", type = BOOLEAN, description = "Whether Darktrace may update the model.")
@Output(path = "autoUpdate", type = BOOLEAN, description = "Whether Darktrace updates the model.")
@Output(path = "autoSuppress", type = BOOLEAN, description = "Whether repeated breaches are suppressed.")
@Output(path = "message", type = STRING, description = "Comment on the last change.")
@Output(path = "history", type = LIST, description = "List of the changes of the model.")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface ModelDetailOutputs {}

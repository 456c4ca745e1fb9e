package soar.darktrace.feature.breach;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.AccountOutputs;
import soar.darktrace.command.EndpointOutputs;
import soar.darktrace.command.Output;

/** The outputs of every command that returns model breaches. */
@Output(path = "pbid", type = NUMBER, description = "Model breach ID.")
@Output(path = "time", type = DATE, description = "When the model was breached, UTC.")
@Output(path = "commentCount", type = NUMBER, description = "Number of comments on the model breach.")
@Output(path = "score", type = NUMBER, description = "Score of the model breach, 0 to 1.")
@Output(path = "acknowledged", type = BOOLEAN, description = "Whether the model breach is acknowledged.")
@Output(path = "acknowledgedBy", type = STRING, description = "Who acknowledged the model breach.")
@Output(path = "acknowledgedTime", type = DATE, description = "When the model breach was acknowledged, UTC.")
@Output(path = "device.did", type = NUMBER, description = "Darktrace device ID of the device that breached the model.")
@Output(path = "device.macaddress", type = STRING, description = "MAC address of the device, if applicable.")
@Output(path = "device.vendor", type = STRING, description = "Vendor of the device, if applicable.")
@Output(path = "device.ip", type = STRING, description = "IP address of the device, if applicable.")
@Output(path = "device.hostname", type = STRING, description = "Hostname of the device, if applicable.")
@Output(path = "device.devicelabel", type = STRING, description = "Label of the device, if applicable.")
@Output(path = "model.name", type = STRING, description = "Name of the model that was breached.")
@Output(path = "model.pid", type = NUMBER, description = "ID of the model that was breached.")
@Output(path = "model.uuid", type = STRING, description = "UUID of the model that was breached.")
@Output(path = "model.tags", type = LIST, description = "List of the tags of the model that was breached.")
@Output(path = "model.priority", type = NUMBER, description = "Priority of the model that was breached, 0 to 5.")
@Output(path = "model.description", type = STRING, description = "Description of the model that was breached.")
@Output(
        path = "model.category",
        type = STRING,
        description = "Category of the model that was breached: Informational, Suspicious, Compliance or Critical.")
@EndpointOutputs
@AccountOutputs
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface ModelBreachOutputs {}

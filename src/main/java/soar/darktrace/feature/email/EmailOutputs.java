package soar.darktrace.feature.email;

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

/** The outputs of every command that returns emails. What XSOAR's pack has of a recipient is that of the first one. */
@Output(path = "uuid", type = STRING, description = "ID of the email in Darktrace.")
@Output(path = "direction", type = STRING, description = "Inbound, Outbound or Internal.")
@Output(path = "time", type = DATE, description = "When it came, UTC.")
@Output(path = "timestamp", type = DATE, description = "The same.")
@Output(path = "dtime", type = DATE, description = "The same, as Darktrace writes it.")
@Output(path = "sender", type = STRING, description = "Address of the sender, from the header.")
@Output(path = "header_from_email", type = STRING, description = "The same.")
@Output(path = "header_from", type = STRING, description = "Name and address of the sender, from the header.")
@Output(path = "header_from_personal", type = STRING, description = "Name of the sender, from the header.")
@Output(path = "subject", type = STRING, description = "Subject of the email.")
@Output(path = "header_subject", type = STRING, description = "The same.")
@Output(path = "score", type = NUMBER, description = "Anomaly score, 0 to 100.")
@Output(path = "model_score", type = NUMBER, description = "The same.")
@Output(path = "darktrace_url", type = STRING, description = "Where it opens in Darktrace.")
@Output(path = "attachments", type = NUMBER, description = "Number of attachments.")
@Output(path = "links", type = NUMBER, description = "Number of links.")
@Output(path = "in_progress", type = BOOLEAN, description = "Whether Darktrace is still looking at it.")
@Output(path = "recipient", type = STRING, description = "Address of the first recipient.")
@Output(
        path = "receipt_status",
        type = STRING,
        description = "What became of the first recipient's copy, such as Held or Delivered.")
@Output(path = "read_status", type = BOOLEAN, description = "Whether the first recipient has read it.")
@Output(path = "action_status", type = BOOLEAN, description = "Whether the actions on the first copy were taken.")
@Output(path = "tags", type = LIST, description = "Names of the tags for the first recipient.")
@Output(path = "tags_critical", type = LIST, description = "Those of them that are critical.")
@Output(path = "tags_warning", type = LIST, description = "Those of them that are warnings.")
@Output(path = "tags_informational", type = LIST, description = "Those of them that are informational.")
@Output(path = "actions", type = STRING, description = "What Darktrace did with the first recipient's copy.")
@Output(
        path = "recipients",
        type = LIST,
        description = "All recipients, each with address, status, tags, actions, read and more.")
@Output(path = "restricted_recipients", type = LIST, description = "Recipients that Darktrace calls restricted.")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface EmailOutputs {}

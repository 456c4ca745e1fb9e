package soar.darktrace.command;

import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What Darktrace says of the indicators of a result, at the path that XSOAR shares: never a verdict. */
@Output(context = "DBotScore", path = "Indicator", type = STRING, description = "The indicator.")
@Output(context = "DBotScore", path = "Type", type = STRING, description = "Type of the indicator: ip or domain.")
@Output(context = "DBotScore", path = "Vendor", type = STRING, description = "Darktrace Connector.")
@Output(
        context = "DBotScore",
        path = "Score",
        type = NUMBER,
        description = "Always 0, unknown: Darktrace says what is unusual, not what is bad.")
@Output(
        context = "DBotScore",
        path = "Reliability",
        type = STRING,
        description = "How reliable Darktrace is, as the settings say.")
@Output(context = "DBotScore", path = "Message", type = STRING, description = "What Darktrace says of the indicator.")
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ScoreOutputs {}

package soar.darktrace.feature.network;

import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.OBJECT;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import soar.darktrace.command.Output;

/** The outputs of how much was sent, received, and with whom. */
@Output(path = "statistics", type = LIST, description = "List of the statistics, each by its name with a list of rows.")
@Output(path = "metric", type = OBJECT, description = "The metric that sizes are of.")
@Output(path = "subnets", type = LIST, description = "List of the subnets among the ends, each with its size.")
@Output(path = "devices", type = LIST, description = "List of the devices among the ends, each with its size.")
@Output(path = "externaldevices", type = LIST, description = "List of the external ends, each with its size.")
@Output(path = "connections", type = LIST, description = "List of who talked to whom, each with its size.")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface NetworkOutputs {}

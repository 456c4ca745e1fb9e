package soar.darktrace.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import java.util.stream.Stream;

/** A rule of the settings form: where the conditions hold, fields are hidden and need not be filled in. */
record Trigger(List<Condition> conditions, List<Effect> effects) {

    /** What must be true of a parameter. */
    record Condition(String name, String operator) {}

    /** What happens to a parameter then. */
    record Effect(String name, Action action) {}

    /** How a parameter is shown. */
    record Action(
            boolean hidden, @JsonInclude(Include.ALWAYS) boolean required) {}

    /** Whoever names an instance of the connector has its address and tokens there. */
    static List<Trigger> all() {
        return List.of(new Trigger(
                List.of(new Condition(IntegrationForm.CONNECTOR_INSTANCE, "exists")),
                Stream.of(
                                ApplianceParameters.URL,
                                IntegrationForm.PUBLIC_CREDENTIALS,
                                IntegrationForm.PRIVATE_CREDENTIALS)
                        .map(name -> new Effect(name, new Action(true, false)))
                        .toList()));
    }
}

package soar.darktrace.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import soar.darktrace.command.ArgumentSpec;
import soar.darktrace.command.CommandSpec;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** A command as the catalogue lists it. */
@JsonNaming(SnakeCaseStrategy.class)
record CatalogueEntry(
        String name,
        List<String> aliases,
        String family,
        String description,
        String effect,
        boolean changesState,
        List<ArgumentEntry> arguments,
        List<OutputEntry> outputs) {

    /**
     * One argument of a command.
     *
     * @param type what each value is: {@code string}, {@code integer}, {@code number}, {@code boolean}, {@code duration} or
     *     {@code json}
     * @param predefined the only texts allowed; empty for any value of the type
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ArgumentEntry(
            String name,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> aliases,
            String description,
            String type,
            boolean required,

            @com.fasterxml.jackson.annotation.JsonProperty("default") @Nullable
            String defaultValue,

            List<String> predefined,
            @Nullable Long minimum,
            @Nullable Long maximum,
            boolean isArray) {

        static ArgumentEntry of(ArgumentSpec argument) {
            return new ArgumentEntry(
                    argument.name(),
                    argument.aliases(),
                    argument.description(),
                    argument.type().catalogueName(),
                    argument.required(),
                    argument.defaultValue(),
                    argument.predefined(),
                    argument.minimum(),
                    argument.maximum(),
                    argument.isArray());
        }
    }

    /** One output of a command, with its full context path. */
    record OutputEntry(String path, String type, String description) {}

    static CatalogueEntry of(CommandSpec spec) {
        return new CatalogueEntry(
                spec.name(),
                spec.aliases(),
                spec.family().toString(),
                spec.description(),
                spec.effect().toString(),
                spec.changesState(),
                spec.arguments().stream().map(ArgumentEntry::of).toList(),
                spec.outputs().stream()
                        .map(output ->
                                new OutputEntry(output.path(), output.type().xsoarName(), output.description()))
                        .toList());
    }
}

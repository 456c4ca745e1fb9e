package soar.darktrace.manifest;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import soar.darktrace.command.CommandSpec;

/** The document that XSOAR shows for the integration, in the form that demisto-sdk expects of it. */
final class IntegrationReadme {

    private static final Pattern HEADING = Pattern.compile("(?m)^(?=##)");

    private IntegrationReadme() {}

    static String of(List<CommandSpec> specs) {
        return """
                Searches, triages and acknowledges Darktrace model breaches and AI Analyst incidents, looks up devices and contains
                them, through the Darktrace Connector, a service that runs next to XSOAR.
                It was built against versions 5.2 to 7.x of Darktrace's API.

                ## Configure Darktrace Connector in Cortex

                | **Parameter** | **Description** | **Required** |
                | --- | --- | --- |
                %s
                ## Commands

                You can execute these commands from the CLI, as part of an automation, or in a playbook.
                After you successfully execute a command, a DBot message appears in the War Room with the command details.

                %s""".formatted(
                IntegrationForm.parameters().stream()
                        .filter(parameter -> !Boolean.TRUE.equals(parameter.hidden()))
                        .map(parameter -> CommandReference.row(
                                parameter.display(),
                                CommandReference.escaped(Objects.requireNonNullElse(parameter.additionalinfo(), "")),
                                parameter.required() ? "True" : "False"))
                        .collect(Collectors.joining()),
                specs.stream()
                        .filter(spec -> !spec.isBuiltIn() || spec.name().equals(IntegrationManifest.MAPPING_FIELDS))
                        .map(spec ->
                                HEADING.matcher(CommandReference.section(spec)).replaceAll("#"))
                        .collect(Collectors.joining("\n")));
    }
}

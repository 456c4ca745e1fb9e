package soar.darktrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.Effect;
import soar.darktrace.command.Family;

class HelpTextTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void listsTheCommandsWithTheFirstSentenceOfTheirDescription() {
        assertThat(printed("help"))
                .startsWith("Usage: ")
                .containsPattern(
                        "\n  darktrace-get-breach +Returns a model breach by its model breach ID \\(pbid\\)\\.\n")
                .containsPattern("\n  darktrace-get-device-identity-info +Finds devices by [^.]+\\.\n")
                .containsPattern("\n  test-module +Tests ");
    }

    @Test
    void tellsWhatACommandTakesAndGives() {
        assertThat(printed("help", "darktrace-list-similar-devices")).isEqualTo("""
                        darktrace-list-similar-devices, darktrace-get-similar-devices

                        Returns the devices that are similar to a device.

                        Arguments:
                          did: number, required, also deviceId, must be 1 or more
                              Darktrace device ID.
                          max_results: number, default 5, also maxResults limit, must be 1 or more
                              Maximum number of results to return.

                        Outputs:
                          Darktrace.SimilarDevices.did                Number   Darktrace device ID of the device that the others are similar to.
                          Darktrace.SimilarDevices.devices            Unknown  List of the similar devices with their details.
                          Darktrace.SimilarDevices.devices.did        Number   Darktrace device ID of the similar device.
                          Darktrace.SimilarDevices.devices.score      Number   How similar the device is, 0 to 100.
                          Darktrace.SimilarDevices.devices.hostname   String   Hostname of the similar device.
                          Darktrace.SimilarDevices.devices.ip         String   IP address of the similar device.
                          Darktrace.SimilarDevices.devices.firstSeen  Date     When the similar device was first seen, UTC.
                          Darktrace.SimilarDevices.devices.lastSeen   Date     When the similar device was last seen, UTC.
                          Endpoint.OS                                 String   Operating system of the device.
                          Endpoint.ID                                 String   Darktrace device ID.
                          Endpoint.Vendor                             String   Darktrace.
                          Endpoint.Hostname                           String   Hostname of the device.
                          Endpoint.IPAddress                          String   Latest IP address of the device.
                          Endpoint.MACAddress                         String   MAC address of the device.
                          Account.Id                                  String   The account, as Darktrace names it.
                          Account.Type                                String   The service that a user belongs to.
                          Account.Username                            String   Name of the user.

                        Example:
                          darktrace-list-similar-devices did=95
                        """);
    }

    @Test
    void tellsThePredefinedValuesAndKeepsSamplesWithinLimits() {
        assertThat(printed("help", "darktrace-get-device-connection-info"))
                .contains("  data_type: string, required, one of co sizeout sizein\n")
                .contains("  external_domain: string, optional\n")
                .endsWith("\n  darktrace-get-device-connection-info did=95 data_type=co\n");
        assertThat(printed("help", "darktrace-get-entity-details"))
                .contains("  query: strings, comma separated, required\n");
    }

    @Test
    void saysWhichCommandsChangeSomething() {
        assertThat(printed("help", "darktrace-acknowledge")).contains("\nIt changes something in Darktrace.\n");
        assertThat(printed("help", "darktrace-extend-action")).contains("\nIt can contain a device, or let it go.\n");
        assertThat(printed("help", "darktrace-fetch-reset")).contains("\nIt changes something in this service.\n");
        assertThat(printed("help", "darktrace-get-breach")).doesNotContain("It changes something");
    }

    @Test
    void knowsACommandByItsAliases() {
        CommandSpec renamed = new CommandSpec(
                "new-name",
                List.of("old-name"),
                Family.SERVICE,
                "Does it.",
                Effect.READS,
                false,
                false,
                false,
                false,
                "Darktrace.It",
                null,
                List.of(),
                List.of(),
                List.of());

        assertThat(new HelpText(List.of(renamed)).about("old-name"))
                .startsWith("new-name, old-name\n\nDoes it.\n")
                .endsWith("\nOutputs: none\n\nExample:\n  new-name\n");
    }

    @Test
    void saysThatACommandTakesNoArguments() {
        assertThat(printed("test-module", "--help")).contains("\nArguments: none\n");
    }

    @Test
    void printsTheVersionOfTheBuild() {
        assertThat(printed("--version")).matches("\\d+\\.\\d+\\.\\d+\\S*\n");
    }

    private String printed(String... args) {
        out.reset();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = WarRoomTerminal.run(
                args, Map.of(), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        assertThat(err.toString(UTF_8)).isEmpty();
        assertThat(exit).isZero();
        return out.toString(UTF_8);
    }
}

package soar.darktrace.manifest;

import static soar.darktrace.manifest.IntegrationParameter.CHECKBOX;
import static soar.darktrace.manifest.IntegrationParameter.COLLECT;
import static soar.darktrace.manifest.IntegrationParameter.TEXT;

import java.util.List;

/** What XSOAR asks of an integration that mirrors; nothing is mirrored unless a direction is chosen. */
final class MirrorParameters {

    private static final int ONE_OF_A_LIST = 15;

    private MirrorParameters() {}

    static List<IntegrationParameter> all() {
        return List.of(
                IntegrationParameter.of(
                                ONE_OF_A_LIST,
                                COLLECT,
                                "mirror_direction",
                                "Incident mirroring direction",
                                "None",
                                "Incoming: comments and acknowledgements of Darktrace come to the incident. Outgoing: notes,"
                                        + " closing and reopening go to Darktrace. Incidents that are fetched from now on are"
                                        + " mirrored.")
                        .offering("None", "Incoming", "Outgoing", "Incoming And Outgoing"),
                IntegrationParameter.of(
                        TEXT,
                        COLLECT,
                        "comment_tag",
                        "Tag of notes that become comments in Darktrace",
                        "comments",
                        "An entry of an incident becomes a comment when it gets this tag."),
                IntegrationParameter.of(
                        TEXT,
                        COLLECT,
                        "comment_tag_from",
                        "Tag of comments from Darktrace",
                        "FromDarktrace",
                        "What comes from Darktrace gets this tag, and does not go back there."),
                IntegrationParameter.of(
                        CHECKBOX,
                        COLLECT,
                        "close_incident",
                        "Close the incident when it is acknowledged in Darktrace",
                        "false",
                        null),
                IntegrationParameter.of(
                        CHECKBOX,
                        COLLECT,
                        "close_out",
                        "Acknowledge in Darktrace when the incident is closed",
                        "true",
                        null),
                IntegrationParameter.of(
                        CHECKBOX,
                        COLLECT,
                        "reopen",
                        "Reopening goes both ways",
                        "true",
                        "An acknowledgement that is taken back reopens the incident; reopening the incident takes the"
                                + " acknowledgement back."));
    }
}

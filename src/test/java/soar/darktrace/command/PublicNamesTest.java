package soar.darktrace.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What playbooks of public integrations call for breaches, models, tags and devices, by their names and arguments. */
class PublicNamesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            darktrace-get-breach                    | pbid
            darktrace-get-comments                  | pbid
            darktrace-acknowledge                   | pbid
            darktrace-unacknowledge                 | pbid
            darktrace-add-comment                   | pbid,comment
            darktrace-get-breach-details            | pbid,endtime,count,offset
            darktrace-get-model                     | uuid
            darktrace-get-component                 | cid
            darktrace-list-similar-devices          | did,max_results
            darktrace-get-model-breach              | pbid
            darktrace-get-model-breach-comments     | pbid
            darktrace-acknowledge-model-breach      | pbid
            darktrace-unacknowledge-model-breach    | pbid
            darktrace-post-comment-to-model-breach  | pbid,message
            darktrace-get-model-breach-connections  | pbid,endtime,count,offset
            darktrace-get-model-component           | cid
            darktrace-get-similar-devices           | deviceId,maxResults
            darktrace-get-device-connection-info    | deviceId,dataType,externalDomain,destinationDeviceId,showAllGraphData,numberOfSimilarDevices,fullDeviceDetails
            darktrace-get-external-endpoint-details | endpointType,endpointValue,devices,additionalInfo,score
            darktrace-get-tagged-devices            | tagName
            darktrace-get-tags-for-device           | deviceId
            darktrace-post-tag-to-device            | deviceId,tagName
            """)
    void isAnsweredUnderThatNameWithThoseArguments(String command, String arguments) {
        CommandSpec spec = DeclaredCommands.specs().stream()
                .filter(known -> known.name().equals(command) || known.aliases().contains(command))
                .findFirst()
                .orElseThrow();

        assertThat(List.of(arguments.split(",")))
                .allMatch(name -> spec.arguments().stream().anyMatch(argument -> argument.isNamed(name)));
    }
}

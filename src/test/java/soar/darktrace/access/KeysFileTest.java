package soar.darktrace.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import soar.darktrace.TestClock;

/** What the file of keys may say, and by which sentence anything else is refused. */
class KeysFileTest {

    private static final ApiKey KEY = ApiKey.generate();

    @TempDir
    Path directory;

    private ApiKeys keysOf(String content, Map<String, KeySettings> configured) throws IOException {
        Path file = Files.writeString(
                directory.resolve("keys.yml"), content.replace("~", "\n").replace("<hash>", KEY.hash()));
        AccessSettings settings = new AccessSettings(configured, file.toString(), Duration.ofSeconds(10));
        ApiKeys keys = new ApiKeys(settings, new TestClock());
        new KeysFile(settings, keys);
        return keys;
    }

    @Test
    void whatIsPrintedForANewKeyIsAnEntryOfTheFile() throws IOException {
        ApiKeys keys = keysOf(KEY.entry("soar@example.com", Set.of(Role.RESPOND, Role.READ)), Map.of());

        Caller caller = keys.find(KEY).orElseThrow();
        assertThat(caller.id()).isEqualTo("soar@example.com");
        assertThat(caller.roles()).containsExactlyInAnyOrder(Role.READ, Role.RESPOND);
        assertThat(caller.instances()).containsExactly("*");
        assertThat(caller.commands()).containsExactly("*");
        assertThat(keys.find(ApiKey.generate())).isEmpty();
        assertThat(KEY.value()).matches("dtc_[A-Za-z0-9_-]{43}");
        assertThat(KEY.toString()).doesNotContain(KEY.value());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            soar: {hash: <hash>, roles: read}                        | true
            soar: {hash: [<hash>], roles: 'Read, WRITE'}             | true
            soar: {hash: <hash>, roles: [read], expires: 2026-01-03} | true
            soar: {hash: <hash>, roles: [read], expires: 2026-01-02} | false
            soar: {hash: <hash>, roles: [read], expires: 2026-01-02T03:04:06Z}      | true
            soar: {hash: <hash>, roles: [read], expires: 2026-01-02T03:04:05Z}      | false
            soar: {hash: <hash>, roles: [read], expires: '2026-01-02T05:04:05+02:00'} | false
            {}                                                       | false
            ''                                                       | false
            # nobody                                                 | false
            """)
    void aKeyIsFoundUntilItExpires(String content, boolean isFound) throws IOException {
        assertThat(keysOf(content, Map.of()).find(KEY).isPresent()).isEqualTo(isFound);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            soar: {hash: <hash>}                          | .soar.roles must name one or more of read, write, respond, admin, metrics.
            soar: {hash: <hash>, roles: []}               | .soar.roles must name one or more of
            soar: {hash: <hash>, roles: [read, wriet]}    | .soar.roles[1] is not a role; did you mean write?
            soar: {roles: [read]}                         | .soar.hash must be sha256: and 64 hexadecimal digits
            soar: {hash: sha256:12, roles: [read]}        | .soar.hash must be sha256: and 64 hexadecimal digits
            soar: {hash: [<hash>, <hash>, <hash>], roles: [read]} | .soar.hash must be sha256: and 64 hexadecimal digits
            soar: {hash: dtc_secret, roles: [read]}       | the key itself does not belong here.
            soar: {hash: <hash>, roles: [read], expires: tomorrow}    | .soar.expires must be a date
            soar: {hash: <hash>, roles: [read], expires: ''}          | .soar.expires must be a date
            soar: {hash: <hash>, roles: [read], instances: []}        | .soar.instances is empty
            soar: {hash: <hash>, roles: [read], instances: [' ', '']} | .soar.instances is empty
            soar: {hash: <hash>, roles: [read], commands: []}         | .soar.commands is empty
            soar: {hash: <hash>, role: [read]}            | .soar has a property that is not known; did you mean roles?
            soar: {hash: {a: b}, roles: [read]}           | .soar cannot be read
            soar: dtc_secret                              | .soar cannot be read
            soar:                                         | .soar cannot be read
            so ar: {hash: <hash>, roles: [read]}          | has a caller whose ID is not 1 to 64 letters
            [dtc_secret]                                  | must name a file of callers
            soar: {hash: dtc_secret                       | is not valid YAML at line 1
            a: {hash: <hash>, roles: [read]}~a: {hash: <hash>, roles: [read]} | is not valid YAML at line 2
            a: {hash: <hash>, roles: [read]}~b: {hash: <hash>, roles: [read]} | The caller b has a key that another caller has too
            """)
    void aFileThatCannotBeMeantIsRefusedBySentence(String content, String sentence) {
        assertThatThrownBy(() -> keysOf(content, Map.of()))
                .isInstanceOf(InvalidKeyException.class)
                .message()
                .contains(sentence)
                .endsWith(sentence.endsWith("?") ? "?" : ".")
                .doesNotContain("dtc_secret");
    }

    @Test
    void aCallerStandsInTheConfigurationOrInTheFile() {
        KeySettings configured = settings(ApiKey.generate().hash());

        assertThatThrownBy(() -> keysOf("soar: {hash: <hash>, roles: [read]}", Map.of("soar", configured)))
                .hasMessage(
                        "The caller soar is in both connector.api-keys and connector.api-keys-file: remove it from one.");
    }

    @Test
    void anEmptyFileIsNotTheSameAsNone() throws IOException {
        assertThat(keysOf("", Map.of()).areUsed()).isTrue();
        assertThat(new ApiKeys(new AccessSettings(Map.of(), null, Duration.ofSeconds(10)), new TestClock()).areUsed())
                .isFalse();
    }

    private static KeySettings settings(String hash) {
        return new KeySettings(List.of(hash), List.of("read"), null, null, null);
    }
}

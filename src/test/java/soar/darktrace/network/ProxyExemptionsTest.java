package soar.darktrace.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyExemptionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*                         | darktrace.example",
                "other,*                   | 10.0.0.1",
                "*:443                     | darktrace.example",
                "darktrace.example         | darktrace.example",
                "DARKTRACE.Example.        | darktrace.example",
                "darktrace.example         | Darktrace.EXAMPLE.",
                "example                   | darktrace.example",
                ".example                  | darktrace.example",
                ".darktrace.example        | darktrace.example",
                "*.example                 | darktrace.example",
                "a b,,  example ,          | darktrace.example",
                "example:443               | darktrace.example",
                "localhost                 | localhost",
                "10.0.0.1                  | 10.0.0.1",
                "10.0.0.1:443              | 10.0.0.1",
                "10.0.0.0/8                | 10.255.255.255",
                "10.1.2.3/8:443            | 10.0.0.1",
                "192.168.4.0/22            | 192.168.7.255",
                "0.0.0.0/0                 | 203.0.113.9",
                "10.0.0.1/32               | 10.0.0.1",
                "::1                       | [::1]",
                "[::1]                     | [0:0:0:0:0:0:0:1]",
                "[::1]:443                 | [::1]",
                "2001:DB8:0:0::1           | [2001:db8::1]",
                "fd00::/8                  | [fdff::1]",
                "[fd00::/8]:443            | [fdff::1]",
            })
    void coversTarget(String list, String host) {
        assertThat(ProxyExemptions.parse("NO_PROXY", list).cover(host, 443)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                        | darktrace.example",
                ",                         | darktrace.example",
                "darktrace.example         | notdarktrace.example",
                "darktrace.example         | darktrace.example.org",
                "darktrace.example         | example",
                "trace.example             | darktrace.example",
                "example:80                | darktrace.example",
                "*:80                      | darktrace.example",
                "10.0.0.1                  | 10.0.0.10",
                "10.0.0.0/8                | 11.0.0.0",
                "192.168.4.0/22            | 192.168.8.0",
                "10.0.0.0/8                | 10.example",
                "10.0.0.0/8:80             | 10.0.0.1",
                "0.0.0.0/0                 | [::1]",
                "::/0                      | 10.0.0.1",
                "0.0.0.0/0                 | darktrace.example",
                "[::1]:80                  | [::1]",
                "fd00::/8                  | [fe00::1]",
                "0.0.1                     | 10.0.0.1",
            })
    void doesNotCoverTarget(String list, String host) {
        assertThat(ProxyExemptions.parse("NO_PROXY", list).cover(host, 443)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/33, 1",
        "10.0.0.0/-1, 1",
        "10.0.0.0/x, 1",
        "'ok,10.0.0.0/', 2",
        "'a b example/8', 3",
        "https://example, 1",
        "example:0, 1",
        "example:65536, 1",
        "example:https, 1",
        "example:, 1",
        ":443, 1",
        "fd00::/129, 1",
        "[::1]:x, 1",
        "[]:443, 1",
        "., 1",
        "*., 1"
    })
    void namesTheVariableAndTheEntryThatIsMalformed(String list, int entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyExemptions.parse("no_proxy", list))
                .withMessage(
                        "Entry " + entry + " of the environment variable no_proxy cannot be read: write a host name,"
                                + " an IP address or a network such as 10.0.0.0/8, each with or without :port.")
                .withNoCause();
    }

    @Test
    void doesNotShowWhatIsMalformed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyExemptions.parse("no_proxy", "user:secret@proxy"))
                .withMessageNotContaining("secret");
    }
}

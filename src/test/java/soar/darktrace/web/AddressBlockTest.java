package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressBlockTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "2001:db8:0:1::1, 2001:db8:0:1:ffff::2, true",
        "2001:db8:0:1::1, 2001:db8:0:2::1, false"
    })
    void allOfIpv6WithTheSame64BitsCountTogether(String one, String other, boolean together)
            throws UnknownHostException {
        assertThat(AddressBlock.of(InetAddress.getByName(one)).equals(AddressBlock.of(InetAddress.getByName(other))))
                .isEqualTo(together);
    }
}

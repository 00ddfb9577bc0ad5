package io.sshconsole.ssh.keys;

import java.net.InetAddress;

import io.sshconsole.ssh.wire.SshException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SourceAddressesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			10.0.0.0/8                  | 10.255.0.1       | true
			10.0.0.0/8                  | 11.0.0.1         | false
			10.0.0.0/7                  | 11.0.0.1         | true
			0.0.0.0/0                   | 203.0.113.9      | true
			0.0.0.0/0                   | 2001:db8::1      | false
			::/0                        | 2001:db8::1      | true
			::/0                        | 127.0.0.1        | false
			10.0.0.1                    | 10.0.0.1         | true
			10.0.0.1                    | 10.0.0.2         | false
			10.0.0.1/32                 | 10.0.0.2         | false
			2001:db8::/33               | 2001:db8:7fff::1 | true
			2001:db8::/33               | 2001:db8:8000::1 | false
			2001:0DB8:0:0::1            | 2001:db8::1      | true
			::ffff:10.0.0.0/104         | 10.9.9.9         | true
			::ffff:10.0.0.1             | 10.0.0.1         | true
			10.*                        | 10.1.2.3         | true
			10.?.2.*                    | 10.1.2.3         | true
			10.?.2.*                    | 10.11.2.3        | false
			*                           | 10.1.2.3         | true
			*                           | 2001:db8::1      | true
			!10.0.0.1                   | 10.0.0.2         | false
			*,!10.0.0.1                 | 10.0.0.2         | true
			*,!10.0.0.1                 | 10.0.0.1         | false
			!10.0.0.1,10.0.0.1          | 10.0.0.1         | false
			10.0.0.0/8,!10.6.0.0/16     | 10.6.1.1         | false
			'10.0.0.1, 10.0.0.2'        | 10.0.0.2         | true
			*,!10.*                     | 10.0.0.2         | false
			bastion.example.com         | 10.0.0.2         | false
			localhost                   | 127.0.0.1        | false
			127.0.0.1,localhost         | 127.0.0.1        | true
			""")
	void containsWhatItsPatternsSay(String patterns, String address, boolean expected) throws Exception {
		assertThat(SourceAddresses.ofPatterns(patterns).contains(InetAddress.getByName(address))).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ",", "10.0.0.1,", "!", "256.0.0.1", "10.0.0.01", "10.0.0.0/33", "10.0.0.0/-1",
			"10.0.0.0/", "10.0.0.0/8/8", "10.0.0.0/+8", "10.0.0.0/08888", "10.0.0.1/8", "2001:db8::1/32",
			"2001:db8::/129", "2001:db8:::1", ":::", "1:2:3:4:5:6:7:8:9", "fe80::1%eth0", "fe80::*", "host/24",
			"!host.example.com", "!*.example.com", "!10.0.0.1x", "! 10.0.0.1", "::ffff:10.0.0.0/95", "1:2", "[::1]" })
	void refusesWhatItCannotKeep(String patterns) {
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> SourceAddresses.ofPatterns(patterns));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "!10.0.0.1", "*", "10.*", "host", "10.0.0.1, 10.0.0.2", "10.0.0.1,", "10.0.0.1/8" })
	void certificatesListNetworksOnly(String networks) {
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> SourceAddresses.ofNetworks(networks));
	}

	@Test
	void bothListsMustContainAnAddress() throws Exception {
		SourceAddresses both = SourceAddresses.ofPatterns("10.0.0.0/8")
			.and(SourceAddresses.ofNetworks("10.1.0.0/16,192.0.2.0/24"));
		assertThat(both.contains(InetAddress.getByName("10.1.2.3"))).isTrue();
		assertThat(both.contains(InetAddress.getByName("10.2.2.3"))).isFalse();
		assertThat(both.contains(InetAddress.getByName("192.0.2.1"))).isFalse();
		assertThat(SourceAddresses.ANY.contains(InetAddress.getByName("192.0.2.1"))).isTrue();
		assertThat(SourceAddresses.ANY.and(both)).isEqualTo(both)
			.isEqualTo(both.and(both))
			.isNotEqualTo(SourceAddresses.ANY);
	}

	@Test
	void saysItsPatterns() throws SshException {
		assertThat(SourceAddresses.ofPatterns("10.0.0.0/8,!10.1.*")).hasToString("[[10.0.0.0/8, !10.1.*]]");
		assertThat(SourceAddresses.ANY).hasToString("any");
	}

}

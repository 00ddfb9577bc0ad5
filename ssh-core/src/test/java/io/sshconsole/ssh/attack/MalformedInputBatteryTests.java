package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import io.sshconsole.ssh.crypto.MacAlgorithm;
import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.transport.TransportConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A list of single inputs that are malformed or come at a wrong time, of the algorithms
 * that old clients know and of all that other tests of this package leave out. Each is
 * refused for a reason of its own, and then a good client is served.
 */
class MalformedInputBatteryTests {

	private static final int AT_LEAST = 80;

	private static final AlgorithmPreferences EVERYTHING = AlgorithmPreferences.COMPATIBLE
		.withMacs(Stream.of(MacAlgorithm.values()).map(MacAlgorithm::algorithmName).toList());

	@RegisterExtension
	static final ServerUnderAttack attack = new ServerUnderAttack(
			(builder) -> builder.config(TransportConfig.builder().algorithms(EVERYTHING).build()));

	@Test
	void theListIsLong() {
		assertThat(inputs().map(MalformedInput::name)).hasSizeGreaterThanOrEqualTo(AT_LEAST).doesNotHaveDuplicates();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("inputs")
	void isRefused(MalformedInput input) throws IOException {
		input.attacker().attack().expectDisconnect(input.reason());
	}

	static Stream<MalformedInput> inputs() {
		return Stream.of(new KeyExchangeInputs(attack).all(), new PacketInputs(attack).all()).flatMap(List::stream);
	}

}

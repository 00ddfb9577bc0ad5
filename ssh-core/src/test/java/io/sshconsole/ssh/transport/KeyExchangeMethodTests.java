package io.sshconsole.ssh.transport;

import java.io.IOException;
import java.math.BigInteger;

import io.sshconsole.ssh.kex.AlgorithmKind;
import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.kex.KexAlgorithm;
import io.sshconsole.ssh.testing.KexOffer;
import io.sshconsole.ssh.testing.LoopbackPair;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.TestServer;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Key exchange methods between our own client and server, and with a client that does
 * what it should not.
 */
class KeyExchangeMethodTests {

	private static final String GROUP_EXCHANGE = "diffie-hellman-group-exchange-sha256";

	@ParameterizedTest
	@EnumSource
	void bothPartiesAgreeByEachMethod(KexAlgorithm method) throws Exception {
		TransportConfig config = TransportConfig.builder()
			.algorithms(AlgorithmPreferences.COMPATIBLE.edit(AlgorithmKind.KEX, method.algorithmName()))
			.build();
		try (LoopbackPair pair = LoopbackPair.builder().client(config).server(config).build().start()) {
			assertThat(pair.client().negotiated().kex()).isEqualTo(method);
			assertThat(pair.client().sessionId()).isEqualTo(pair.server().sessionId()).isNotEmpty();
		}
	}

	@Test
	void serverHandsOutAGroupToAScriptedClient() throws IOException {
		try (TestServer server = start(); ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
			peer.identify().exchangeKeys(KexOffer.DEFAULT.withMethod(GROUP_EXCHANGE)).requestService();
		}
	}

	/**
	 * A value before there is a group, what other methods begin with (its number is that
	 * of the old request), and what only a server says.
	 */
	@ParameterizedTest
	@ValueSource(ints = { MessageNumber.KEX_DH_GEX_INIT, MessageNumber.KEX_ECDH_INIT, MessageNumber.KEX_DH_GEX_GROUP,
			MessageNumber.KEX_DH_GEX_REPLY, MessageNumber.NEWKEYS })
	void groupExchangeBeginsWithARequest(int number) throws IOException {
		WireWriter message = WireWriter.message(number).writeMpint(BigInteger.TEN);
		assertThat(refusal(message, Reason.PROTOCOL_ERROR)).isNotEmpty();
	}

	@Test
	void groupThatIsTooSmallIsNotHandedOut() throws IOException {
		WireWriter message = WireWriter.message(MessageNumber.KEX_DH_GEX_REQUEST)
			.writeUint32(1024)
			.writeUint32(1024)
			.writeUint32(1536);
		assertThat(refusal(message, Reason.KEY_EXCHANGE_FAILED)).contains("no group of a size");
	}

	private static String refusal(WireWriter message, Reason reason) throws IOException {
		try (TestServer server = start(); ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
			peer.identify().keyExchange(KexOffer.DEFAULT.withMethod(GROUP_EXCHANGE)).sendOffer().readOffer();
			peer.send(message);
			return peer.expectDisconnect(reason);
		}
	}

	private static TestServer start() throws IOException {
		return TestServer.start((builder) -> builder
			.config(TransportConfig.builder().algorithms(AlgorithmPreferences.COMPATIBLE).build()));
	}

}

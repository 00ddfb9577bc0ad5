package io.sshconsole.ssh.kex;

import java.io.IOException;
import java.security.SecureRandom;

import io.sshconsole.ssh.kex.KeyAgreement.ServerReply;
import io.sshconsole.ssh.kex.KexOpening.Opened;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class KexAlgorithmTests {

	private final SecureRandom random = new SecureRandom();

	@ParameterizedTest
	@EnumSource
	void isFoundByName(KexAlgorithm algorithm) {
		assertThat(KexAlgorithm.named(algorithm.algorithmName())).contains(algorithm);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "none", "diffie-hellman-group1-sha1", "diffie-hellman-group14-sha1",
			"diffie-hellman-group-exchange-sha1", "ext-info-c", "ext-info-s", "kex-strict-c-v00@openssh.com",
			"kex-strict-s-v00@openssh.com" })
	void noOtherNameIsAMethod(String name) {
		assertThat(KexAlgorithm.named(name)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "MLKEM768_X25519, 32", "SNTRUP761_X25519, 64", "SNTRUP761_X25519_OPENSSH, 64", "CURVE25519, 32",
			"ECDH_NISTP256, 32", "ECDH_NISTP384, 48", "ECDH_NISTP521, 64", "DH_GROUP14, 32", "DH_GROUP16, 64",
			"DH_GROUP18, 64", "DH_GROUP_EXCHANGE, 32" })
	void hashesWithTheHashOfItsName(KexAlgorithm algorithm, int length) {
		assertThat(algorithm.newDigest().getDigestLength()).isEqualTo(length);
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DH_GROUP_EXCHANGE")
	void bothSidesAgreeWithoutAnyMessageBefore(KexAlgorithm algorithm) throws IOException {
		ScriptedDialogue dialogue = new ScriptedDialogue();
		Opened client = algorithm.opening().asClient(dialogue, this.random);
		Opened server = algorithm.opening().asServer(dialogue, Moduli.builtIn(), this.random);
		assertThat(client.parameters()).isEqualTo(server.parameters()).isEmpty();
		assertThat(client.initNumber()).isEqualTo(server.initNumber()).isEqualTo(MessageNumber.KEX_ECDH_INIT);
		assertThat(client.replyNumber()).isEqualTo(server.replyNumber()).isEqualTo(MessageNumber.KEX_ECDH_REPLY);
		ServerReply reply = server.agreement().serverReply(client.agreement().clientInit());
		assertThat(client.agreement().clientFinish(reply.message())).isEqualTo(reply.secret());
	}

	/**
	 * What an attacker can have for nothing must wait for its turn.
	 */
	@ParameterizedTest
	@EnumSource(names = { "SNTRUP761_X25519", "SNTRUP761_X25519_OPENSSH", "ECDH_NISTP384", "ECDH_NISTP521",
			"DH_GROUP14", "DH_GROUP16", "DH_GROUP18" })
	void expensiveMethodsAreLimited(KexAlgorithm algorithm) throws IOException {
		Opened opened = algorithm.opening().asServer(new ScriptedDialogue(), Moduli.builtIn(), this.random);
		assertThat(opened.agreement()).isInstanceOf(ExpensiveAgreement.class);
	}

	@ParameterizedTest
	@ValueSource(ints = { 2048, 3072, 4096 })
	void theGroupExchangeIsLimited(int bits) throws IOException {
		ScriptedDialogue dialogue = new ScriptedDialogue()
			.says(WireWriter.message(MessageNumber.KEX_DH_GEX_REQUEST_OLD).writeUint32(bits));
		Opened opened = KexAlgorithm.DH_GROUP_EXCHANGE.opening().asServer(dialogue, Moduli.builtIn(), this.random);
		assertThat(opened.agreement()).isInstanceOf(ExpensiveAgreement.class);
	}

}

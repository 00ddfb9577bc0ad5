package io.sshconsole.ssh.kex;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;

import io.sshconsole.ssh.kex.KeyAgreement.ServerReply;
import io.sshconsole.ssh.kex.KexOpening.Opened;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GroupExchangeTests {

	private final SecureRandom random = new SecureRandom();

	private final GroupExchange exchange = new GroupExchange();

	@ParameterizedTest
	@CsvSource({ "2048, 3072, 8192, 3072", "1024, 1024, 8192, 2048", "2048, 2049, 8192, 3072", "2048, 7680, 8192, 8192",
			"2048, 4000, 4000, 3072", "2048, 8192, 8192, 8192", "3072, 3072, 3072, 3072", "2048, 9000, 10000, 8192",
			"1, 2048, 4294967295, 2048" })
	void serverChoosesAGroupOfTheSizeThatIsAskedFor(long min, long preferred, long max, int bits) throws IOException {
		ScriptedDialogue dialogue = new ScriptedDialogue().says(request(min, preferred, max));
		Opened opened = this.exchange.asServer(dialogue, Moduli.builtIn(), this.random);
		WireReader answer = dialogue.answer();
		assertThat(answer.readByte()).isEqualTo(MessageNumber.KEX_DH_GEX_GROUP);
		BigInteger p = answer.readMpint();
		BigInteger g = answer.readMpint();
		answer.expectEnd();
		assertThat(p.bitLength()).isEqualTo(bits);
		assertThat(opened.initNumber()).isEqualTo(MessageNumber.KEX_DH_GEX_INIT);
		assertThat(opened.replyNumber()).isEqualTo(MessageNumber.KEX_DH_GEX_REPLY);
		// The sizes are hashed as they were sent
		assertThat(opened.parameters()).isEqualTo(new WireWriter().writeUint32(min)
			.writeUint32(preferred)
			.writeUint32(max)
			.writeMpint(p)
			.writeMpint(g)
			.toByteArray());
	}

	@ParameterizedTest
	@CsvSource({ "1024, 2048", "2048, 2048", "3000, 3072", "8192, 8192", "9000, 8192" })
	void serverKnowsTheOldRequestWithOneSize(long preferred, int bits) throws IOException {
		ScriptedDialogue dialogue = new ScriptedDialogue()
			.says(WireWriter.message(MessageNumber.KEX_DH_GEX_REQUEST_OLD).writeUint32(preferred));
		Opened opened = this.exchange.asServer(dialogue, Moduli.builtIn(), this.random);
		WireReader answer = dialogue.answer();
		answer.readByte();
		BigInteger p = answer.readMpint();
		assertThat(p.bitLength()).isEqualTo(bits);
		assertThat(opened.parameters())
			.isEqualTo(new WireWriter().writeUint32(preferred).writeMpint(p).writeMpint(BigInteger.TWO).toByteArray());
	}

	@ParameterizedTest
	@CsvSource({ "1024, 1024, 2047", "1024, 1024, 1024", "0, 0, 0", "3072, 2048, 8192", "2048, 4096, 3072",
			"8193, 8193, 9000", "4294967295, 4294967295, 4294967295", "2049, 2050, 3071" })
	void serverRefusesSizesThatAreNone(long min, long preferred, long max) {
		ScriptedDialogue dialogue = new ScriptedDialogue().says(request(min, preferred, max));
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> this.exchange.asServer(dialogue, Moduli.builtIn(), this.random))
			.returns(Reason.KEY_EXCHANGE_FAILED.code(), DisconnectException::reasonCode);
	}

	@Test
	void serverRefusesRequestsThatAreTooLongOrTooShort() {
		WireWriter tooLong = request(2048, 3072, 8192).writeByte(0);
		WireWriter tooShort = WireWriter.message(MessageNumber.KEX_DH_GEX_REQUEST).writeUint32(2048).writeUint32(3072);
		WireWriter oldTooLong = WireWriter.message(MessageNumber.KEX_DH_GEX_REQUEST_OLD).writeUint64(2048);
		for (WireWriter wrong : new WireWriter[] { tooLong, tooShort, oldTooLong }) {
			ScriptedDialogue dialogue = new ScriptedDialogue().says(wrong);
			assertThatExceptionOfType(DisconnectException.class)
				.isThrownBy(() -> this.exchange.asServer(dialogue, Moduli.builtIn(), this.random));
		}
	}

	@Test
	void serverExpectsARequestFirst() {
		ScriptedDialogue dialogue = new ScriptedDialogue()
			.says(WireWriter.message(MessageNumber.KEX_DH_GEX_INIT).writeMpint(BigInteger.TEN));
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> this.exchange.asServer(dialogue, Moduli.builtIn(), this.random));
	}

	@Test
	void bothSidesAgreeOnGroupAndSecret() throws IOException {
		ScriptedDialogue client = new ScriptedDialogue().says(group(DhGroup.GROUP15));
		Opened clientOpened = this.exchange.asClient(client, this.random);
		WireReader request = client.answer();
		assertThat(request.readByte()).isEqualTo(MessageNumber.KEX_DH_GEX_REQUEST);
		ScriptedDialogue server = new ScriptedDialogue()
			.says(request(request.readUint32(), request.readUint32(), request.readUint32()));
		Opened serverOpened = this.exchange.asServer(server, Moduli.builtIn(), this.random);
		assertThat(clientOpened.parameters()).isEqualTo(serverOpened.parameters());
		ServerReply reply = serverOpened.agreement().serverReply(clientOpened.agreement().clientInit());
		assertThat(clientOpened.agreement().clientFinish(reply.message())).isEqualTo(reply.secret());
	}

	@ParameterizedTest
	@ValueSource(ints = { 768, 1024, 1536, 2047, 8193, 16000 })
	void clientRefusesGroupsOfAnotherSize(int bits) {
		assertClientRefuses(new DhGroup(BigInteger.ONE.shiftLeft(bits - 1).setBit(0), BigInteger.TWO));
	}

	@Test
	void clientRefusesGroupsThatAreNone() {
		BigInteger p = DhGroup.GROUP14.p();
		assertClientRefuses(new DhGroup(p.add(BigInteger.ONE), BigInteger.TWO));
		assertClientRefuses(new DhGroup(p, BigInteger.ZERO));
		assertClientRefuses(new DhGroup(p, BigInteger.ONE));
		assertClientRefuses(new DhGroup(p, p.subtract(BigInteger.ONE)));
		assertClientRefuses(new DhGroup(p, p.add(BigInteger.TWO)));
		assertClientRefuses(new DhGroup(p.negate(), BigInteger.TWO));
	}

	private void assertClientRefuses(DhGroup group) {
		assertThatExceptionOfType(DisconnectException.class)
			.isThrownBy(() -> this.exchange.asClient(new ScriptedDialogue().says(group(group)), this.random));
	}

	private static WireWriter group(DhGroup group) {
		return WireWriter.message(MessageNumber.KEX_DH_GEX_GROUP).writeMpint(group.p()).writeMpint(group.g());
	}

	private static WireWriter request(long min, long preferred, long max) {
		return WireWriter.message(MessageNumber.KEX_DH_GEX_REQUEST)
			.writeUint32(min)
			.writeUint32(preferred)
			.writeUint32(max);
	}

}

package io.sshconsole.ssh.crypto;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Packets of a peer that knows the keys and lies about the padding (RFC 4253 §6). They
 * are sealed here without the classes under test.
 */
class WrongPaddingTests {

	/**
	 * Length of the packet behind its length field, a good one for every cipher.
	 */
	private static final int LENGTH = 32;

	static Stream<Named<Forger>> forgers() {
		List<Named<Forger>> forgers = new ArrayList<>();
		forgers.add(Named.of("chacha20-poly1305", new ChaCha()));
		for (CipherAlgorithm gcm : List.of(CipherAlgorithm.AES128_GCM, CipherAlgorithm.AES256_GCM)) {
			forgers.add(Named.of(gcm.algorithmName(), new Gcm(gcm)));
		}
		for (MacAlgorithm mac : MacAlgorithm.values()) {
			forgers.add(Named.of("aes128-ctr " + mac.algorithmName(), new Ctr(mac)));
		}
		return forgers.stream();
	}

	@ParameterizedTest
	@MethodSource("forgers")
	void isRefusedUnderEveryCipher(Forger forger) throws Exception {
		int length = forger.lengthIsAligned() ? LENGTH - Framing.LENGTH_SIZE : LENGTH;
		for (int padding = 0; padding < 256; padding++) {
			byte[] plain = new byte[Framing.LENGTH_SIZE + length];
			Framing.putInt(plain, 0, length);
			plain[Framing.LENGTH_SIZE] = (byte) padding;
			byte[] wire = forger.seal(plain);
			if (padding >= 4 && padding <= length - 2) {
				assertThat(open(forger.receiver(), wire)).isEqualTo(length - 1 - padding);
			}
			else {
				assertThatExceptionOfType(DisconnectException.class).as("%d bytes", padding)
					.isThrownBy(() -> open(forger.receiver(), wire))
					.withMessageContaining("padding")
					.returns(Reason.PROTOCOL_ERROR.code(), DisconnectException::reasonCode);
			}
		}
	}

	private static int open(PacketCipher cipher, byte[] wire) throws DisconnectException {
		int length = cipher.wireLength(0, wire, 0, 1000);
		assertThat(length).isEqualTo(wire.length);
		return cipher.open(0, wire, 0, length, new byte[length]);
	}

	/**
	 * Seals what no PacketCipher would, as the first packet under keys of zeros.
	 */
	private interface Forger {

		byte[] seal(byte[] plain) throws GeneralSecurityException;

		PacketCipher receiver();

		default boolean lengthIsAligned() {
			return false;
		}

	}

	private record Gcm(CipherAlgorithm algorithm) implements Forger {

		@Override
		public byte[] seal(byte[] plain) throws GeneralSecurityException {
			Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
			cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[this.algorithm.keyLength()], "AES"),
					new GCMParameterSpec(128, new byte[12]));
			cipher.updateAAD(plain, 0, Framing.LENGTH_SIZE);
			byte[] wire = Arrays.copyOf(plain, plain.length + 16);
			cipher.doFinal(plain, Framing.LENGTH_SIZE, plain.length - Framing.LENGTH_SIZE, wire, Framing.LENGTH_SIZE);
			return wire;
		}

		@Override
		public PacketCipher receiver() {
			return this.algorithm.create(new byte[this.algorithm.keyLength()], new byte[this.algorithm.ivLength()],
					null, new byte[0]);
		}

	}

	private record ChaCha() implements Forger {

		@Override
		public byte[] seal(byte[] plain) throws GeneralSecurityException {
			byte[] keys = crypt(new byte[32], new byte[64 + plain.length]);
			byte[] lengthKeys = crypt(lengthKey(), new byte[Framing.LENGTH_SIZE]);
			byte[] wire = new byte[plain.length + 16];
			for (int i = 0; i < plain.length; i++) {
				int key = (i < Framing.LENGTH_SIZE) ? lengthKeys[i] : keys[64 + i - Framing.LENGTH_SIZE];
				wire[i] = (byte) (plain[i] ^ key);
			}
			new Poly1305().compute(keys, wire, 0, plain.length, wire, plain.length);
			return wire;
		}

		private static byte[] lengthKey() {
			byte[] key = new byte[32];
			key[0] = 1;
			return key;
		}

		private static byte[] crypt(byte[] key, byte[] zeros) throws GeneralSecurityException {
			Cipher cipher = Cipher.getInstance("ChaCha20");
			cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ChaCha20"),
					new ChaCha20ParameterSpec(new byte[12], 0));
			return cipher.doFinal(zeros);
		}

		@Override
		public PacketCipher receiver() {
			byte[] key = new byte[64];
			System.arraycopy(lengthKey(), 0, key, 32, 32);
			return CipherAlgorithm.CHACHA20_POLY1305.create(key, new byte[0], null, new byte[0]);
		}

	}

	private record Ctr(MacAlgorithm mac) implements Forger {

		@Override
		public byte[] seal(byte[] plain) throws GeneralSecurityException {
			Cipher cipher = Jce.aesCtr(new byte[16], new byte[16]);
			Mac mac = Mac.getInstance(jcaName(this.mac.algorithmName()));
			mac.init(new SecretKeySpec(new byte[this.mac.keyLength()], "HMAC"));
			byte[] wire = Arrays.copyOf(plain, plain.length + mac.getMacLength());
			int clear = lengthIsAligned() ? 0 : Framing.LENGTH_SIZE;
			cipher.update(plain, clear, plain.length - clear, wire, clear);
			mac.update(new byte[4]);
			mac.update(lengthIsAligned() ? plain : wire, 0, plain.length);
			mac.doFinal(wire, plain.length);
			return wire;
		}

		private static String jcaName(String name) {
			return name.startsWith("hmac-sha2-") ? "HmacSHA" + name.substring(10, 13) : "HmacSHA1";
		}

		@Override
		public boolean lengthIsAligned() {
			return !this.mac.algorithmName().contains("-etm");
		}

		@Override
		public PacketCipher receiver() {
			return CipherAlgorithm.AES128_CTR.create(new byte[16], new byte[16], this.mac,
					new byte[this.mac.keyLength()]);
		}

	}

}

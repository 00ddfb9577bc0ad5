package io.sshconsole.ssh.kex;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExchangeHashTests {

	private final ExchangeHash transcript = new ExchangeHash("SSH-2.0-client ü", "SSH-2.0-server", new byte[] { 20, 1 },
			new byte[] { 20, 2 });

	/**
	 * RFC 5656 §4: V_C, V_S, I_C, I_S, K_S, Q_C, Q_S, K.
	 */
	@Test
	void coversAllThatWasSaid() throws Exception {
		byte[] secret = { 0, 0, 0, 1, 5 };
		ByteArrayOutputStream expected = new ByteArrayOutputStream();
		DataOutputStream out = new DataOutputStream(expected);
		string(out, "SSH-2.0-client ü".getBytes(StandardCharsets.ISO_8859_1));
		string(out, "SSH-2.0-server".getBytes(StandardCharsets.ISO_8859_1));
		string(out, new byte[] { 20, 1 });
		string(out, new byte[] { 20, 2 });
		string(out, new byte[] { 1 });
		string(out, new byte[] { 2, 2 });
		string(out, new byte[] { 3, 3, 3 });
		out.write(secret);
		assertThat(compute(new byte[0], secret))
			.isEqualTo(MessageDigest.getInstance("SHA-256").digest(expected.toByteArray()));
	}

	/**
	 * RFC 4419 §3: the parameters stand between host key and values.
	 */
	@Test
	void coversWhatWasAgreedOnBeforeTheValues() {
		assertThat(compute(new byte[] { 9 }, new byte[4])).isNotEqualTo(compute(new byte[0], new byte[4]));
	}

	private byte[] compute(byte[] parameters, byte[] secret) {
		return this.transcript.compute(KexAlgorithm.CURVE25519, new byte[] { 1 }, parameters, new byte[] { 2, 2 },
				new byte[] { 3, 3, 3 }, secret);
	}

	private static void string(DataOutputStream out, byte[] value) throws IOException {
		out.writeInt(value.length);
		out.write(value);
	}

}

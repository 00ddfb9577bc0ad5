package io.sshconsole.ssh.keys;

import io.sshconsole.ssh.wire.SshException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PublicKeyReaderTests {

	private static final String BEGIN = "---- BEGIN SSH2 PUBLIC KEY ----\n";

	private static final String END = "\n---- END SSH2 PUBLIC KEY ----\n";

	private static final String KEY = "AAAAC3NzaC1lZDI1NTE5AAAAIFljagdWuvGGfAekh1j02CP513eeHeVmBXkNenATR258";

	@ParameterizedTest
	@CsvSource({ "plain.pub, plain.pub", "rfc4716-putty.pub, plain.pub", "rfc4716-openssh.pub, rsa.pub" })
	void readsWhatPuttygenAndSshKeygenWrite(String file, String expected) throws SshException {
		assertThat(PublicKeyReader.read(KeyFiles.text(file))).isEqualTo(KeyFiles.publicKey(expected));
		assertThat(PublicKeyReader.read(KeyFiles.text(file).replace("\n", "\r\n")))
			.isEqualTo(KeyFiles.publicKey(expected));
	}

	/**
	 * RFC 4716 §3.3.
	 */
	@Test
	void passesOverHeadersThatGoOnInTheNextLine() throws SshException {
		String headers = "Subject: me\nComment: \"This is my public key for use on \\\nservers which I don't like\\\n.\"\n"
				+ "x-private: a: b\n";
		assertThat(PublicKeyReader.read(BEGIN + headers + KEY + END)).isEqualTo(KeyFiles.publicKey("plain.pub"));
		assertThat(PublicKeyReader.read(BEGIN + KEY + END)).isEqualTo(KeyFiles.publicKey("plain.pub"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "AAAA", "?", "Comment: x", "Comment: x\\", KEY + "\nComment: x", KEY + "AAAA" })
	void refusesWhatIsNoKey(String content) {
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> PublicKeyReader.read(BEGIN + content + END));
	}

	@Test
	void refusesAFileThatIsCutOffOrGoesOn() {
		String text = BEGIN + "Comment: x\n" + KEY + END.strip();
		for (int length = 0; length < text.length(); length++) {
			String cut = text.substring(0, length);
			assertThatExceptionOfType(SshException.class).isThrownBy(() -> PublicKeyReader.read(cut));
		}
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> PublicKeyReader.read(text + END + "more"));
	}

}

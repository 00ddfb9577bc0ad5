package io.sshconsole.ssh.keys;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BrowserDataTests {

	private static final String ALGORITHM = "webauthn-sk-ecdsa-sha2-nistp256@openssh.com";

	private static final byte[] DATA = "what is signed?".getBytes(StandardCharsets.UTF_8);

	private static final byte[] NO_EXTENSIONS = {};

	private static final byte[] EXTENSIONS = { (byte) 0xa0 };

	private final SoftwareSecurityKey key = SoftwareSecurityKey.ecdsa("ssh.example");

	BrowserDataTests() throws SshException {
	}

	/**
	 * A web browser made the signature, for the tests of OpenSSH.
	 */
	@Test
	void verifiesARecordedSignature() throws DisconnectException {
		SshSignature recorded = SshSignature.parse(KeyFiles.text("sk-ecdsa-browser.sig"));
		assertThat(recorded.key()).isEqualTo(KeyFiles.publicKey("sk-ecdsa-browser.pub"));
		for (String message : new String[] { "This is a test, this is only a test", "Another test" }) {
			byte[] hash = Jca.digest("SHA-512").digest(message.getBytes(StandardCharsets.US_ASCII));
			byte[] data = new WireWriter().writeBytes("SSHSIG".getBytes(StandardCharsets.US_ASCII))
				.writeText("unittest")
				.writeText("")
				.writeText("sha512")
				.writeString(hash)
				.toByteArray();
			assertThat(recorded.key().verify(ALGORITHM, data, recorded.signature()))
				.isEqualTo(message.startsWith("This"));
		}
	}

	@Test
	void takesWhatABrowserSigned() throws SshException {
		assertThat(verify(this.key.signInBrowser(DATA, 1))).isTrue();
		assertThat(verify(this.key.signInBrowser(0x81, SoftwareSecurityKey.ORIGIN, clientData(), EXTENSIONS))).isTrue();
	}

	@Test
	void asksForATouch() throws SshException {
		byte[] signature = this.key.signInBrowser(DATA, 4);
		assertThat(verify(signature)).isFalse();
		assertThat(this.key.publicKey().verify(ALGORITHM, DATA, signature, SecurityKeyPolicy.NOTHING)).isTrue();
	}

	@Test
	void refusesOtherData() throws SshException {
		assertThat(verify(this.key.signInBrowser(Arrays.copyOf(DATA, DATA.length + 1), 1))).isFalse();
		assertThat(verify(this.key.signInBrowser(new byte[0], 1))).isFalse();
	}

	@Test
	void refusesTheRegistrationOfAKey() throws SshException {
		String created = clientData().replace("webauthn.get", "webauthn.create");
		assertThat(verify(this.key.signInBrowser(1, SoftwareSecurityKey.ORIGIN, created, NO_EXTENSIONS))).isFalse();
		assertThat(verify(this.key.signInBrowser(0x41, SoftwareSecurityKey.ORIGIN, clientData(), NO_EXTENSIONS)))
			.isFalse();
	}

	@Test
	void refusesAnotherOriginThanTheBrowserSaw() throws SshException {
		assertThat(verify(this.key.signInBrowser(1, "https://other.example", clientData(), NO_EXTENSIONS))).isFalse();
	}

	/**
	 * Such an origin could bring a challenge of its own, on which another parser would
	 * not agree.
	 */
	@Test
	void refusesAnOriginThatEndsItsText() throws SshException {
		String origin = "https://ssh.example\",\"challenge\":\"";
		String clientData = SoftwareSecurityKey.clientData(DATA, origin);
		assertThat(verify(this.key.signInBrowser(1, origin, clientData, NO_EXTENSIONS))).isFalse();
	}

	@Test
	void refusesExtensionsThatDoNotGoWithTheFlags() throws SshException {
		assertThat(verify(this.key.signInBrowser(1, SoftwareSecurityKey.ORIGIN, clientData(), EXTENSIONS))).isFalse();
		assertThat(verify(this.key.signInBrowser(0x81, SoftwareSecurityKey.ORIGIN, clientData(), NO_EXTENSIONS)))
			.isFalse();
	}

	@Test
	void refusesSignaturesWithMoreOrLess() throws SshException {
		byte[] signature = this.key.signInBrowser(DATA, 1);
		for (int length = 0; length <= signature.length + 5; length++) {
			byte[] changed = Arrays.copyOf(signature, length);
			if (length != signature.length) {
				assertThatExceptionOfType(DisconnectException.class).isThrownBy(() -> verify(changed));
			}
		}
	}

	@Test
	void refusesEveryFlippedBit() throws SshException {
		byte[] signature = this.key.signInBrowser(DATA, 5);
		for (int bit = 0; bit < 8 * signature.length; bit++) {
			byte[] flipped = signature.clone();
			flipped[bit / 8] ^= (byte) (1 << bit % 8);
			assertThat(isGenuine(flipped)).as("bit " + bit).isFalse();
		}
	}

	private static String clientData() {
		return SoftwareSecurityKey.clientData(DATA, SoftwareSecurityKey.ORIGIN);
	}

	private boolean isGenuine(byte[] signature) {
		try {
			return verify(signature);
		}
		catch (DisconnectException ex) {
			return false;
		}
	}

	private boolean verify(byte[] signature) throws DisconnectException {
		return this.key.publicKey().verify(ALGORITHM, DATA, signature);
	}

}

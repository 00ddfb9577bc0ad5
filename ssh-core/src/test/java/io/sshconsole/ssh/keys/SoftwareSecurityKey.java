package io.sshconsole.ssh.keys;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * A FIDO security key without hardware, which claims whatever flags it is told to.
 */
final class SoftwareSecurityKey {

	static final String ORIGIN = "https://ssh.example";

	private final Signer inner;

	private final String type;

	private final String application;

	private final SshPublicKey publicKey;

	private SoftwareSecurityKey(Signer inner, String type, String application) throws SshException {
		this.inner = inner;
		this.type = type;
		this.application = application;
		WireReader fields = new WireReader(inner.publicKey().blob());
		fields.readText();
		this.publicKey = SshPublicKey.read(new WireWriter().writeText(type)
			.writeBytes(fields.readBytes(fields.remaining()))
			.writeText(application)
			.toByteArray());
	}

	static SoftwareSecurityKey ed25519(String application) throws SshException {
		return new SoftwareSecurityKey(Ed25519Signer.generate(new SecureRandom()), "sk-ssh-ed25519@openssh.com",
				application);
	}

	static SoftwareSecurityKey ecdsa(String application) throws SshException {
		return new SoftwareSecurityKey(EcdsaSigner.of(EcdsaCurve.NISTP256, new BigInteger(255, new SecureRandom())),
				"sk-ecdsa-sha2-nistp256@openssh.com", application);
	}

	SshPublicKey publicKey() {
		return this.publicKey;
	}

	byte[] sign(byte[] data, int flags, int counter) throws SshException {
		return new WireWriter().writeText(this.type)
			.writeString(signInside(flags, counter, Jca.sha256(data)))
			.writeByte(flags)
			.writeUint32(counter)
			.toByteArray();
	}

	/**
	 * Signs as if a page had asked for it.
	 */
	byte[] signInBrowser(byte[] data, int flags) throws SshException {
		return signInBrowser(flags, ORIGIN, clientData(data, ORIGIN), new byte[0]);
	}

	byte[] signInBrowser(int flags, String origin, String clientData, byte[] extensions) throws SshException {
		byte[] browser = clientData.getBytes(StandardCharsets.UTF_8);
		byte[] end = new WireWriter().writeBytes(extensions).writeBytes(Jca.sha256(browser)).toByteArray();
		return new WireWriter().writeText("webauthn-sk-ecdsa-sha2-nistp256@openssh.com")
			.writeString(signInside(flags, 7, end))
			.writeByte(flags)
			.writeUint32(7)
			.writeText(origin)
			.writeString(browser)
			.writeString(extensions)
			.toByteArray();
	}

	static String clientData(byte[] data, String origin) {
		return "{\"type\":\"webauthn.get\",\"challenge\":\""
				+ Base64.getUrlEncoder().withoutPadding().encodeToString(data) + "\",\"origin\":\"" + origin
				+ "\",\"crossOrigin\":false}";
	}

	private byte[] signInside(int flags, int counter, byte[] end) throws SshException {
		byte[] signed = new WireWriter().writeBytes(Jca.sha256(this.application.getBytes(StandardCharsets.UTF_8)))
			.writeByte(flags)
			.writeUint32(counter)
			.writeBytes(end)
			.toByteArray();
		WireReader signature = new WireReader(this.inner.sign(this.inner.algorithms().get(0), signed));
		signature.readText();
		return signature.readString();
	}

}

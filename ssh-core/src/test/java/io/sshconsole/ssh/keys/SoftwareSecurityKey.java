package io.sshconsole.ssh.keys;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * A FIDO security key without hardware, which claims whatever flags it is told to.
 */
final class SoftwareSecurityKey {

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
		byte[] signed = new WireWriter().writeBytes(Jca.sha256(this.application.getBytes(StandardCharsets.UTF_8)))
			.writeByte(flags)
			.writeUint32(counter)
			.writeBytes(Jca.sha256(data))
			.toByteArray();
		WireReader signature = new WireReader(this.inner.sign(this.inner.algorithms().get(0), signed));
		signature.readText();
		return new WireWriter().writeText(this.type)
			.writeString(signature.readString())
			.writeByte(flags)
			.writeUint32(counter)
			.toByteArray();
	}

}

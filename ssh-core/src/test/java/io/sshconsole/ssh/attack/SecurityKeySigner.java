package io.sshconsole.ssh.attack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;

import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.PrivateKeyReader;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * A FIDO security key made of software, which signs with any flags (OpenSSH
 * PROTOCOL.u2f).
 *
 * @param inner the key itself
 * @param publicKey what is offered: the key of the security key, or a certificate of it
 * @param flags what it says that it did
 */
record SecurityKeySigner(Signer inner, SshPublicKey publicKey, int flags) implements Signer {

	private static final String APPLICATION = "ssh:";

	static SecurityKeySigner ed25519() throws SshException {
		return of(HostKeys.generate(), "sk-ssh-ed25519@openssh.com");
	}

	static SecurityKeySigner ecdsa() throws SshException, GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
		generator.initialize(new ECGenParameterSpec("secp256r1"));
		String content = Base64.getMimeEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
		Signer inner = PrivateKeyReader
			.read("-----BEGIN PRIVATE KEY-----\n" + content + "\n-----END PRIVATE KEY-----\n", null);
		return of(inner, "sk-ecdsa-sha2-nistp256@openssh.com");
	}

	private static SecurityKeySigner of(Signer inner, String type) throws SshException {
		byte[] blob = new WireWriter().writeText(type)
			.writeBytes(fields(inner.publicKey()))
			.writeText(APPLICATION)
			.toByteArray();
		return new SecurityKeySigner(inner, SshPublicKey.read(blob), 1);
	}

	private static byte[] fields(SshPublicKey key) throws SshException {
		WireReader reader = new WireReader(key.blob());
		reader.readText();
		return reader.readBytes(reader.remaining());
	}

	SecurityKeySigner withFlags(int flags) {
		return new SecurityKeySigner(this.inner, this.publicKey, flags);
	}

	/**
	 * Certifies the key for everybody who is called alice.
	 * @param authority signs
	 * @param criticalOptions names of options without data
	 * @param extensions the same
	 */
	SecurityKeySigner certifiedBy(Signer authority, List<String> criticalOptions, List<String> extensions)
			throws SshException {
		String type = this.publicKey.type().replace("@openssh.com", "-cert-v01@openssh.com");
		WireWriter blob = new WireWriter().writeText(type)
			.writeString(new byte[32])
			.writeBytes(fields(this.publicKey))
			.writeUint64(1)
			.writeUint32(1)
			.writeText("a security key")
			.writeString(new WireWriter().writeText("alice").toByteArray())
			.writeUint64(0)
			.writeUint64(-1)
			.writeString(options(criticalOptions))
			.writeString(options(extensions))
			.writeText("")
			.writeString(authority.publicKey().blob());
		byte[] signature = authority.sign(authority.algorithms().get(0), blob.toByteArray());
		return new SecurityKeySigner(this.inner, SshPublicKey.read(blob.writeString(signature).toByteArray()),
				this.flags);
	}

	private static byte[] options(List<String> names) {
		WireWriter options = new WireWriter();
		names.forEach((name) -> options.writeText(name).writeText(""));
		return options.toByteArray();
	}

	@Override
	public List<String> algorithms() {
		return List.of(this.publicKey.type());
	}

	@Override
	public byte[] sign(String algorithm, byte[] data) throws SshException {
		byte[] signed = new WireWriter().writeBytes(sha256(APPLICATION.getBytes(StandardCharsets.UTF_8)))
			.writeByte(this.flags)
			.writeUint32(7)
			.writeBytes(sha256(data))
			.toByteArray();
		WireReader signature = new WireReader(this.inner.sign(this.inner.algorithms().get(0), signed));
		signature.readText();
		return new WireWriter().writeText(this.publicKey.plainKey().type())
			.writeString(signature.readString())
			.writeByte(this.flags)
			.writeUint32(7)
			.toByteArray();
	}

	private static byte[] sha256(byte[] data) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(data);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String toString() {
		return this.publicKey.type() + " with flags " + this.flags;
	}

}

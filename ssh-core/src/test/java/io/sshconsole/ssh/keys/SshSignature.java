package io.sshconsole.ssh.keys;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * A signature of a file as {@code ssh-keygen -Y} makes and checks it (OpenSSH
 * PROTOCOL.sshsig).
 *
 * @param key the key
 * @param hash how the file was hashed
 * @param signature the signature as in the protocol
 */
record SshSignature(SshPublicKey key, String hash, byte[] signature) {

	private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);

	private static final String NAMESPACE = "file";

	static SshSignature parse(String text) throws DisconnectException {
		WireReader reader = new WireReader(Base64.getMimeDecoder().decode(text.replaceAll("-----.*-----", "")));
		reader.skip(MAGIC.length + 4);
		SshPublicKey key = SshPublicKey.read(reader.readString());
		reader.readText();
		reader.readString();
		return new SshSignature(key, reader.readText(), reader.readString());
	}

	/**
	 * Returns what is signed.
	 * @param hash how the file is hashed
	 * @param file its content
	 * @return the signed bytes
	 */
	static byte[] signed(String hash, byte[] file) {
		return new WireWriter().writeBytes(MAGIC)
			.writeText(NAMESPACE)
			.writeText("")
			.writeText(hash)
			.writeString(Jca.digest(hash.replace("sha", "SHA-")).digest(file))
			.toByteArray();
	}

	boolean verifies(byte[] file) throws DisconnectException {
		String algorithm = new WireReader(this.signature).readText();
		return this.key.verify(algorithm, signed(this.hash, file), this.signature);
	}

	String text() {
		byte[] content = new WireWriter().writeBytes(MAGIC)
			.writeUint32(1)
			.writeString(this.key.blob())
			.writeText(NAMESPACE)
			.writeText("")
			.writeText(this.hash)
			.writeString(this.signature)
			.toByteArray();
		return "-----BEGIN SSH SIGNATURE-----\n"
				+ Base64.getMimeEncoder(70, new byte[] { '\n' }).encodeToString(content)
				+ "\n-----END SSH SIGNATURE-----\n";
	}

}

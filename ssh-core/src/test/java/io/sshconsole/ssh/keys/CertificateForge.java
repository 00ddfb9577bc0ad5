package io.sshconsole.ssh.keys;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * Makes certificates, good ones unless told otherwise: every field can be wrong.
 */
final class CertificateForge {

	static final long FOREVER = -1;

	static final Signer AUTHORITY = HostKeys.generate();

	static final SshPublicKey KEY = HostKeys.generate().publicKey();

	String typeName = KeyType.certificateName(KEY.type());

	byte[] nonce = new byte[32];

	byte[] keyFields;

	long serial = 42;

	int type = 1;

	byte[] keyId = utf8("ada's laptop");

	byte[] principals = strings("ada", "root");

	long validAfter;

	long validBefore = FOREVER;

	byte[] criticalOptions = {};

	byte[] extensions = options("permit-pty", "", "permit-user-rc", "");

	byte[] reserved = {};

	Signer authority = AUTHORITY;

	byte[] signatureKey;

	String signatureAlgorithm;

	UnaryOperator<byte[]> afterSigning = UnaryOperator.identity();

	UnaryOperator<byte[]> signature = UnaryOperator.identity();

	byte[] trailing = {};

	CertificateForge() {
		this(KEY);
	}

	CertificateForge(SshPublicKey key) {
		this.typeName = KeyType.certificateName(key.type());
		this.keyFields = fields(key);
	}

	byte[] blob() {
		byte[] signedBy = (this.signatureKey != null) ? this.signatureKey : this.authority.publicKey().blob();
		byte[] body = new WireWriter().writeText(this.typeName)
			.writeString(this.nonce)
			.writeBytes(this.keyFields)
			.writeUint64(this.serial)
			.writeUint32(this.type)
			.writeString(this.keyId)
			.writeString(this.principals)
			.writeUint64(this.validAfter)
			.writeUint64(this.validBefore)
			.writeString(this.criticalOptions)
			.writeString(this.extensions)
			.writeString(this.reserved)
			.writeString(signedBy)
			.toByteArray();
		byte[] signed;
		try {
			String algorithm = (this.signatureAlgorithm != null) ? this.signatureAlgorithm
					: this.authority.algorithms().get(0);
			signed = this.signature.apply(this.authority.sign(algorithm, body));
		}
		catch (SshException ex) {
			throw new IllegalStateException(ex);
		}
		return new WireWriter().writeBytes(this.afterSigning.apply(body))
			.writeString(signed)
			.writeBytes(this.trailing)
			.toByteArray();
	}

	SshPublicKey read() throws DisconnectException {
		return SshPublicKey.read(blob());
	}

	static byte[] fields(SshPublicKey key) {
		WireReader reader = new WireReader(key.blob());
		try {
			reader.readText();
			return reader.readBytes(reader.remaining());
		}
		catch (DisconnectException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static byte[] strings(String... values) {
		WireWriter writer = new WireWriter();
		List.of(values).forEach(writer::writeText);
		return writer.toByteArray();
	}

	/**
	 * Writes options as certificates have them.
	 * @param namesAndValues names and values in turns; an empty value is that of a flag
	 * @return the list
	 */
	static byte[] options(String... namesAndValues) {
		WireWriter writer = new WireWriter();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			String value = namesAndValues[i + 1];
			writer.writeText(namesAndValues[i]).writeString(value.isEmpty() ? new byte[0] : strings(value));
		}
		return writer.toByteArray();
	}

	static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	static byte[] cut(byte[] bytes, int less) {
		return Arrays.copyOf(bytes, bytes.length - less);
	}

	static byte[] flip(byte[] bytes, int index) {
		byte[] flipped = bytes.clone();
		flipped[Math.floorMod(index, bytes.length)] ^= 1;
		return flipped;
	}

}

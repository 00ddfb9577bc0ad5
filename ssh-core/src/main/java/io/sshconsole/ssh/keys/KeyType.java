package io.sshconsole.ssh.keys;

import java.util.Arrays;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;

/**
 * The types of keys, one row each: how their public and private fields are read.
 */
enum KeyType {

	ED25519("ssh-ed25519", Ed25519Verifier::read, Ed25519Signer::read);

	private final String typeName;

	private final PublicFields publicFields;

	private final PrivateFields privateFields;

	KeyType(String typeName, PublicFields publicFields, PrivateFields privateFields) {
		this.typeName = typeName;
		this.publicFields = publicFields;
		this.privateFields = privateFields;
	}

	static KeyType named(String typeName) throws DisconnectException {
		return Arrays.stream(values())
			.filter((row) -> row.typeName.equals(typeName))
			.findFirst()
			.orElseThrow(() -> DisconnectException.protocolError("a key of a type that is not supported"));
	}

	String typeName() {
		return this.typeName;
	}

	Verifier readPublic(WireReader reader) throws DisconnectException {
		return this.publicFields.read(reader);
	}

	Signer readPrivate(WireReader reader) throws SshException {
		return this.privateFields.read(reader);
	}

	private interface PublicFields {

		Verifier read(WireReader reader) throws DisconnectException;

	}

	private interface PrivateFields {

		Signer read(WireReader reader) throws SshException;

	}

}

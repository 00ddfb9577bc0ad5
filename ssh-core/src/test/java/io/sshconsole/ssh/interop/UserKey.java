package io.sshconsole.ssh.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.sshconsole.ssh.keys.SshPublicKey;

/**
 * The kinds of keys that a user may have, made by {@code ssh-keygen}.
 */
enum UserKey {

	ED25519("-t", "ed25519"),

	ECDSA_256("-t", "ecdsa", "-b", "256"),

	ECDSA_384("-t", "ecdsa", "-b", "384"),

	ECDSA_521("-t", "ecdsa", "-b", "521"),

	RSA("-t", "rsa", "-b", "3072");

	private final List<String> options;

	UserKey(String... options) {
		this.options = List.of(options);
	}

	/**
	 * Makes a key unless the directory has one of this kind.
	 * @return the file of the private key in OpenSSH's format
	 */
	Path file(Path directory) throws Exception {
		Path file = directory.resolve("id_" + name().toLowerCase());
		if (!Files.exists(file)) {
			List<String> line = new ArrayList<>(List.of("ssh-keygen", "-q", "-N", "", "-f", file.toString()));
			line.addAll(this.options);
			Programs.require("ssh-keygen");
			Programs.run(line);
		}
		return file;
	}

	static SshPublicKey publicKey(Path file) throws Exception {
		return SshPublicKey.fromAuthorizedKey(Files.readString(Path.of(file + ".pub")));
	}

}

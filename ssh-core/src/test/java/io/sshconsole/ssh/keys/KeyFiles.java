package io.sshconsole.ssh.keys;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Key files among the test resources, made by {@code ssh-keygen} and {@code openssl}.
 */
final class KeyFiles {

	static final String PASSPHRASE = "correct horse";

	private KeyFiles() {
	}

	static String text(String name) {
		return new String(bytes(name), StandardCharsets.UTF_8);
	}

	static SshPublicKey publicKey(String name) {
		try {
			return SshPublicKey.fromAuthorizedKey(text(name));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Signer signer(String name) {
		try {
			return PrivateKeyReader.read(text(name), null);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static byte[] bytes(String name) {
		try (InputStream in = KeyFiles.class.getResourceAsStream(name)) {
			return in.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

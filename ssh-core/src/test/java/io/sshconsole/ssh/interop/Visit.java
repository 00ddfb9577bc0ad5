package io.sshconsole.ssh.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.sshconsole.ssh.keys.SshPublicKey;
import org.jspecify.annotations.Nullable;

/**
 * What a client is to do: where, with which proof, in which kind of session.
 *
 * @param port the server's port
 * @param hostKey the key by which the client must know the server
 * @param directory for files that the client needs
 * @param key the file of the user's private key, or {@code null} to log in by password
 * @param kind the kind of the session
 * @param command the command, or the subsystem's name
 * @param rekeys whether the client itself asks for new keys on the way
 */
record Visit(int port, SshPublicKey hostKey, Path directory, @Nullable Path key, Kind kind, String command,
		boolean rekeys) {

	/**
	 * The terminal's type in a shell session.
	 */
	static final String TERMINAL = "vt220";

	/**
	 * After how much a client asks for new keys if it counts bytes.
	 */
	static final int REKEY_BYTES = 1024 * 1024;

	Visit(InteropServer server, Path directory, @Nullable Path key) {
		this(server.port(), server.hostKey(), directory, key, Kind.EXEC, "", false);
	}

	Visit exec(String command) {
		return new Visit(this.port, this.hostKey, this.directory, this.key, Kind.EXEC, command, this.rekeys);
	}

	/**
	 * Returns a shell with a terminal.
	 */
	Visit shell() {
		return new Visit(this.port, this.hostKey, this.directory, this.key, Kind.SHELL, "", this.rekeys);
	}

	Visit subsystem(String name) {
		return new Visit(this.port, this.hostKey, this.directory, this.key, Kind.SUBSYSTEM, name, this.rekeys);
	}

	Visit rekeying() {
		return new Visit(this.port, this.hostKey, this.directory, this.key, this.kind, this.command, true);
	}

	/**
	 * Writes a file that trusts the server's key and no other.
	 * @param host how the client calls the server
	 */
	Path knownHosts(String host) throws IOException {
		return file("known_hosts", host + " " + this.hostKey.toAuthorizedKey("") + "\n");
	}

	Path file(String name, String content) throws IOException {
		Path file = this.directory.resolve(name);
		Files.createDirectories(file.getParent());
		return Files.writeString(file, content);
	}

	/**
	 * The kinds of sessions.
	 */
	enum Kind {

		EXEC, SHELL, SUBSYSTEM

	}

}

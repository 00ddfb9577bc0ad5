package io.sshconsole.ssh.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.testing.Await;
import io.sshconsole.ssh.testing.Ports;

/**
 * The machine's {@code sshd}, which is asked what it makes of a certificate. It lets in
 * whoever runs the tests, under the name that certificates give to Bob.
 */
final class Sshd implements AutoCloseable {

	/**
	 * Whose account it is.
	 */
	static final String USER = System.getProperty("user.name");

	private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

	private final Process process;

	private final int port;

	private final SshPublicKey hostKey;

	private Sshd(Process process, int port, SshPublicKey hostKey) {
		this.process = process;
		this.port = port;
		this.hostKey = hostKey;
	}

	/**
	 * Starts a server, or skips the test where there is none.
	 * @param ssh makes its host key, and keeps its files
	 * @param authorities a file with the keys that are trusted
	 * @param revoked a file with what opens nothing
	 */
	static Sshd start(OpenSsh ssh, Path authorities, Path revoked) throws Exception {
		Programs.require("sshd", Files.isExecutable(PROGRAM));
		Path hostKey = ssh.makeKey("sshd-host-key", "ed25519");
		Path principals = Files.writeString(ssh.file("principals"), InteropServer.USER + "\n");
		int port = Ports.free();
		Path configuration = Files.write(ssh.file("sshd_config"),
				List.of("Port " + port, "ListenAddress 127.0.0.1", "HostKey " + hostKey,
						"TrustedUserCAKeys " + authorities, "RevokedKeys " + revoked,
						"AuthorizedPrincipalsFile " + principals, "AuthorizedKeysFile none",
						"PasswordAuthentication no", "KbdInteractiveAuthentication no", "PermitRootLogin yes",
						"StrictModes no", "UsePAM no", "PidFile none"));
		Process process = new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", configuration.toString())
			.redirectErrorStream(true)
			.redirectOutput(ssh.file("sshd.log").toFile())
			.start();
		Await.until("sshd", () -> !process.isAlive() || Ports.isOpen(port));
		if (!process.isAlive()) {
			throw new AssertionError("sshd did not start: " + Files.readString(ssh.file("sshd.log")));
		}
		return new Sshd(process, port, SshPublicKey.fromAuthorizedKey(Files.readString(Path.of(hostKey + ".pub"))));
	}

	int port() {
		return this.port;
	}

	SshPublicKey hostKey() {
		return this.hostKey;
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}

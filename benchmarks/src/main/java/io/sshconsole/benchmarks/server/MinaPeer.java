package io.sshconsole.benchmarks.server;

import java.io.IOException;
import java.nio.file.Path;

import io.sshconsole.benchmarks.Options;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.apache.sshd.server.config.keys.AuthorizedKeysAuthenticator;

/**
 * Apache MINA SSHD as its users get it: {@code setUpDefaultServer} and nothing else.
 */
public final class MinaPeer {

	private MinaPeer() {
	}

	/**
	 * Starts a server.
	 * @param options {@code --port}, {@code --host-key}, {@code --authorized-keys}
	 * @throws IOException if the port is taken
	 */
	public static void start(Options options) throws IOException {
		SshServer server = SshServer.setUpDefaultServer();
		server.setHost("127.0.0.1");
		server.setPort((int) options.number("port", 0));
		server.setKeyPairProvider(new FileKeyPairProvider(Path.of(options.get("host-key"))));
		server.setPublickeyAuthenticator(new AuthorizedKeysAuthenticator(Path.of(options.get("authorized-keys"))));
		server.setCommandFactory((channel, command) -> new StreamCommand(command));
		server.start();
	}

	/**
	 * One of the {@link Commands} on a thread of MINA's.
	 */
	private static final class StreamCommand extends AbstractCommandSupport {

		StreamCommand(String command) {
			super(command, null);
		}

		@Override
		public void run() {
			try {
				onExit(Commands.run(getCommand(), getInputStream(), getOutputStream()));
			}
			catch (IOException ex) {
				onExit(1, ex.toString());
			}
		}

	}

}

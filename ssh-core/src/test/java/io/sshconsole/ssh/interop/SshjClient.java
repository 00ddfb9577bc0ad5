package io.sshconsole.ssh.interop;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.Channel;
import net.schmizz.sshj.connection.channel.direct.Session;

/**
 * The library sshj.
 */
final class SshjClient implements Client {

	@Override
	public String name() {
		return "sshj";
	}

	@Override
	public Map<Feature, String> lacks() {
		return Map.of(Feature.MLKEM768, Feature.NO_SUCH_METHOD, Feature.SNTRUP761, Feature.NO_SUCH_METHOD);
	}

	@Override
	public Map<Feature, String> remarks() {
		return Map.of(Feature.REKEY_BY_SERVER,
				"Shown with new keys after each 3 MiB (the default is 1 GiB): where a key exchange follows "
						+ "the last one at once, it may say `Timeout expired` instead of sending on.");
	}

	/**
	 * More than the 2 MiB of a window: the data which is on its way when an exchange ends
	 * must not bring the next one, before the thread that waits for the end has seen it.
	 * Otherwise it finds the event cleared again, and says {@code Timeout expired} at
	 * once ({@code Promise.tryRetrieve} does not look whether its value is there).
	 */
	@Override
	public long rekeyAfter() {
		return 3 * 1024 * 1024;
	}

	@Override
	public Conversation open(Visit visit) throws Exception {
		SSHClient client = new SSHClient();
		try {
			client.addHostKeyVerifier(visit.hostKey().fingerprint());
			client.connect("127.0.0.1", visit.port());
			if (visit.key() != null) {
				client.authPublickey(InteropServer.USER, client.loadKeys(visit.key().toString()));
			}
			else {
				client.authPassword(InteropServer.USER, InteropServer.PASSWORD);
			}
			Conversation conversation = open(client, visit);
			if (visit.rekeys()) {
				client.getTransport().doKex();
			}
			return conversation;
		}
		catch (Exception ex) {
			client.close();
			throw ex;
		}
	}

	private static Conversation open(SSHClient client, Visit visit) throws Exception {
		Session session = client.startSession();
		Channel channel = switch (visit.kind()) {
			case EXEC -> session.exec(visit.command());
			case SHELL -> {
				session.allocatePTY(Visit.TERMINAL, 80, 24, 0, 0, Map.of());
				yield session.startShell();
			}
			case SUBSYSTEM -> session.startSubsystem(visit.command());
		};
		OutputStream input = channel.getOutputStream();
		InputStream errors = (channel instanceof Session.Command command) ? command.getErrorStream()
				: InputStream.nullInputStream();
		return new Conversation(input, channel.getInputStream(), errors, () -> {
			channel.join();
			return ((Session.Command) channel).getExitStatus();
		}, client);
	}

}

package io.sshconsole.ssh.interop;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;

import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.PtyChannelConfiguration;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;

/**
 * The client of Apache MINA SSHD.
 */
final class MinaClient implements Client {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	@Override
	public String name() {
		return "MINA SSHD";
	}

	@Override
	public Map<Feature, String> lacks() {
		return Map.of();
	}

	@Override
	public Conversation open(Visit visit) throws Exception {
		SshClient client = SshClient.setUpDefaultClient();
		client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
		client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
		client.setServerKeyVerifier(
				(session, address, key) -> KeyUtils.getFingerPrint(key).equals(visit.hostKey().fingerprint()));
		client.start();
		try {
			ClientSession session = client.connect(InteropServer.USER, "127.0.0.1", visit.port())
				.verify(TIMEOUT)
				.getSession();
			if (visit.key() != null) {
				new FileKeyPairProvider(visit.key()).loadKeys(session).forEach(session::addPublicKeyIdentity);
			}
			else {
				session.addPasswordIdentity(InteropServer.PASSWORD);
			}
			session.auth().verify(TIMEOUT);
			Conversation conversation = open(client, session, visit);
			if (visit.rekeys()) {
				session.reExchangeKeys().verify(TIMEOUT);
			}
			return conversation;
		}
		catch (Exception ex) {
			client.stop();
			throw ex;
		}
	}

	private static Conversation open(SshClient client, ClientSession session, Visit visit) throws Exception {
		ClientChannel channel = switch (visit.kind()) {
			case EXEC -> session.createExecChannel(visit.command());
			case SHELL -> {
				PtyChannelConfiguration pty = new PtyChannelConfiguration();
				pty.setPtyType(Visit.TERMINAL);
				yield session.createShellChannel(pty, Map.of());
			}
			case SUBSYSTEM -> session.createSubsystemChannel(visit.command());
		};
		channel.open().verify(TIMEOUT);
		return new Conversation(channel.getInvertedIn(), channel.getInvertedOut(), channel.getInvertedErr(), () -> {
			channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), TIMEOUT);
			return channel.getExitStatus();
		}, client::stop);
	}

}

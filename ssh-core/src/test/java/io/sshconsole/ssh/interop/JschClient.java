package io.sshconsole.ssh.interop;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.ChannelShell;
import com.jcraft.jsch.ChannelSubsystem;
import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Session;
import io.sshconsole.ssh.testing.Await;

/**
 * The library JSch in the fork that is maintained.
 */
final class JschClient implements Client {

	@Override
	public String name() {
		return "JSch";
	}

	@Override
	public Map<Feature, String> lacks() {
		return Map.of(Feature.SNTRUP761, Feature.NO_SUCH_METHOD);
	}

	@Override
	public Conversation open(Visit visit) throws Exception {
		JSch jsch = new JSch();
		jsch.getHostKeyRepository().add(new HostKey("[127.0.0.1]:" + visit.port(), visit.hostKey().blob()), null);
		Session session = jsch.getSession(InteropServer.USER, "127.0.0.1", visit.port());
		if (visit.key() != null) {
			jsch.addIdentity(visit.key().toString());
		}
		else {
			session.setPassword(InteropServer.PASSWORD);
		}
		session.connect();
		try {
			Conversation conversation = open(session, visit);
			if (visit.rekeys()) {
				session.rekey();
			}
			return conversation;
		}
		catch (Exception ex) {
			session.disconnect();
			throw ex;
		}
	}

	private static Conversation open(Session session, Visit visit) throws Exception {
		Channel channel = session.openChannel(switch (visit.kind()) {
			case EXEC -> "exec";
			case SHELL -> "shell";
			case SUBSYSTEM -> "subsystem";
		});
		InputStream errors = InputStream.nullInputStream();
		if (channel instanceof ChannelExec exec) {
			exec.setCommand(visit.command());
			errors = exec.getErrStream();
		}
		else if (channel instanceof ChannelShell shell) {
			shell.setPtyType(Visit.TERMINAL);
		}
		else if (channel instanceof ChannelSubsystem subsystem) {
			subsystem.setSubsystem(visit.command());
		}
		InputStream output = channel.getInputStream();
		OutputStream input = channel.getOutputStream();
		channel.connect();
		return new Conversation(input, output, errors, () -> {
			Await.until("an end of the channel", channel::isClosed);
			return channel.getExitStatus();
		}, session::disconnect);
	}

}

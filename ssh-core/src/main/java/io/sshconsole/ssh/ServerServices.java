package io.sshconsole.ssh;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ChannelTask;
import io.sshconsole.ssh.connection.ConnectionServices;
import io.sshconsole.ssh.connection.ExitStatus;
import io.sshconsole.ssh.connection.Forwarder;
import io.sshconsole.ssh.connection.GlobalReply;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.WireReader;

/**
 * What a server has for one connection behind the decisions of its interface: subsystems,
 * a forwarder, proofs of its host keys.
 */
final class ServerServices implements ConnectionServices {

	private final Transport transport;

	private final Map<String, Supplier<SubsystemHandler>> subsystems;

	private final Forwarder forwarder;

	private final HostKeyRotation hostKeys;

	ServerServices(Transport transport, Map<String, Supplier<SubsystemHandler>> subsystems, Forwarder forwarder,
			HostKeyRotation hostKeys) {
		this.transport = transport;
		this.subsystems = subsystems;
		this.forwarder = forwarder;
		this.hostKeys = hostKeys;
	}

	@Override
	public Optional<ChannelTask> subsystem(String name) {
		return Optional.ofNullable(this.subsystems.get(name))
			.map((factory) -> (channel) -> serve(factory.get(), name, channel));
	}

	private ExitStatus serve(SubsystemHandler handler, String name, Channel channel) throws Exception {
		try {
			return handler.run(name, this.transport, channel);
		}
		finally {
			handler.finish();
		}
	}

	@Override
	public Optional<Forwarder> forwarder() {
		return Optional.of(this.forwarder);
	}

	@Override
	public Optional<GlobalReply> globalRequest(String name, WireReader fields) throws DisconnectException {
		return name.equals(HostKeyRotation.PROVE) ? Optional.of(this.hostKeys.prove(fields)) : Optional.empty();
	}

}

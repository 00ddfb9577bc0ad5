package io.sshconsole.ssh;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ChannelTask;
import io.sshconsole.ssh.connection.ConnectionHandler;
import io.sshconsole.ssh.connection.GlobalReply;
import io.sshconsole.ssh.connection.OpenResult;
import io.sshconsole.ssh.connection.PtyRequest;
import io.sshconsole.ssh.connection.WindowSize;
import io.sshconsole.ssh.connection.X11Request;
import io.sshconsole.ssh.keys.ForwardTargets;
import io.sshconsole.ssh.keys.KeyFeature;
import io.sshconsole.ssh.keys.KeyPermissions;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.WireReader;

/**
 * Asks a handler only what the key or certificate permits with which its user logged in.
 * It is the one place where permissions are enforced, whatever the handler answers and
 * however the user logged in.
 */
final class PermittedRequests implements ConnectionHandler {

	/**
	 * What the user asked for when another command is forced on him, as sshd tells it.
	 */
	private static final String ORIGINAL_COMMAND = "SSH_ORIGINAL_COMMAND";

	private final ConnectionHandler handler;

	private final KeyPermissions permissions;

	PermittedRequests(ConnectionHandler handler, KeyPermissions permissions) {
		this.handler = handler;
		this.permissions = permissions;
	}

	// What runs

	@Override
	public Optional<ChannelTask> checkChannelShellRequest(Channel channel) {
		addEnvironment(channel);
		return this.permissions.forcedCommand().isPresent() ? force(channel)
				: this.handler.checkChannelShellRequest(channel);
	}

	@Override
	public Optional<ChannelTask> checkChannelExecRequest(Channel channel, String command) {
		addEnvironment(channel);
		return this.permissions.forcedCommand().isPresent() ? force(channel, command)
				: this.handler.checkChannelExecRequest(channel, command);
	}

	@Override
	public Optional<ChannelTask> checkChannelSubsystemRequest(Channel channel, String name) {
		addEnvironment(channel);
		return this.permissions.forcedCommand().isPresent() ? force(channel, name)
				: this.handler.checkChannelSubsystemRequest(channel, name);
	}

	private Optional<ChannelTask> force(Channel channel, String original) {
		channel.setEnvironment(ORIGINAL_COMMAND, original);
		return force(channel);
	}

	private Optional<ChannelTask> force(Channel channel) {
		return this.permissions.forcedCommand()
			.flatMap((command) -> this.handler.checkChannelExecRequest(channel, command));
	}

	/**
	 * Adds the key's variables just before something starts, so that the peer cannot
	 * change them any more.
	 */
	private void addEnvironment(Channel channel) {
		this.permissions.environment().forEach(channel::setEnvironment);
	}

	@Override
	public boolean checkChannelEnvRequest(Channel channel, String name, String value) {
		return !name.equals(ORIGINAL_COMMAND) && this.handler.checkChannelEnvRequest(channel, name, value);
	}

	// What needs a permission

	@Override
	public boolean checkChannelPtyRequest(Channel channel, PtyRequest pty) {
		return this.permissions.allows(KeyFeature.PTY) && this.handler.checkChannelPtyRequest(channel, pty);
	}

	@Override
	public boolean checkChannelX11Request(Channel channel, X11Request request) {
		return this.permissions.allows(KeyFeature.X11_FORWARDING)
				&& this.handler.checkChannelX11Request(channel, request);
	}

	@Override
	public boolean checkChannelForwardAgentRequest(Channel channel) {
		return this.permissions.allows(KeyFeature.AGENT_FORWARDING)
				&& this.handler.checkChannelForwardAgentRequest(channel);
	}

	@Override
	public OpenResult checkChannelDirectTcpipRequest(int channelId, InetSocketAddress origin,
			InetSocketAddress destination) {
		return permits(this.permissions.permitOpen(), destination.getHostString(), destination.getPort())
				? this.handler.checkChannelDirectTcpipRequest(channelId, origin, destination)
				: OpenResult.ADMINISTRATIVELY_PROHIBITED;
	}

	@Override
	public OpenResult checkChannelDirectStreamlocalRequest(int channelId, Path path) {
		return permitsPaths(this.permissions.permitOpen())
				? this.handler.checkChannelDirectStreamlocalRequest(channelId, path)
				: OpenResult.ADMINISTRATIVELY_PROHIBITED;
	}

	@Override
	public boolean checkPortForwardRequest(String address, int port) {
		return permits(this.permissions.permitListen(), address, port)
				&& this.handler.checkPortForwardRequest(address, port);
	}

	@Override
	public boolean checkStreamlocalForwardRequest(Path path) {
		return permitsPaths(this.permissions.permitListen()) && this.handler.checkStreamlocalForwardRequest(path);
	}

	private boolean permits(ForwardTargets targets, String host, int port) {
		return this.permissions.allows(KeyFeature.PORT_FORWARDING) && targets.contains(host, port);
	}

	/**
	 * A list of hosts and ports has no path in it.
	 */
	private boolean permitsPaths(ForwardTargets targets) {
		return this.permissions.allows(KeyFeature.PORT_FORWARDING) && targets.equals(ForwardTargets.ANY);
	}

	// What needs none

	@Override
	public OpenResult checkChannelRequest(String kind, int channelId) {
		return this.handler.checkChannelRequest(kind, channelId);
	}

	@Override
	public boolean checkChannelWindowChangeRequest(Channel channel, WindowSize size) {
		return this.handler.checkChannelWindowChangeRequest(channel, size);
	}

	@Override
	public boolean checkChannelSignalRequest(Channel channel, String name) {
		return this.handler.checkChannelSignalRequest(channel, name);
	}

	@Override
	public boolean checkChannelBreakRequest(Channel channel, int milliseconds) {
		return this.handler.checkChannelBreakRequest(channel, milliseconds);
	}

	@Override
	public void cancelPortForwardRequest(String address, int port) {
		this.handler.cancelPortForwardRequest(address, port);
	}

	@Override
	public void cancelStreamlocalForwardRequest(Path path) {
		this.handler.cancelStreamlocalForwardRequest(path);
	}

	@Override
	public GlobalReply checkGlobalRequest(String name, WireReader fields) throws DisconnectException {
		return this.handler.checkGlobalRequest(name, fields);
	}

}

package io.sshconsole.ssh.connection;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import io.sshconsole.ssh.transport.PeerText;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.WireReader;

/**
 * Reads the requests of a channel, asks the handler, answers, and does what was granted
 * (RFC 4254 §5.4, §6). Reader thread only.
 *
 * <pre>
 * byte     SSH_MSG_CHANNEL_REQUEST
 * uint32   recipient channel
 * string   request type
 * boolean  want reply
 * ....     type specific fields
 * </pre>
 */
final class ChannelRequests {

	/**
	 * What may be the name of a signal (RFC 4254 §6.9), one of ours or a local one;
	 * others are refused without a question.
	 */
	private static final Pattern SIGNAL = Pattern.compile("[A-Za-z0-9]{1,16}(@[A-Za-z0-9.-]{1,64})?");

	/**
	 * Longest break in milliseconds (RFC 4335 §3).
	 */
	private static final int MAX_BREAK = 3000;

	private final ConnectionHandler handler;

	private final ConnectionLimits limits;

	ChannelRequests(ConnectionHandler handler, ConnectionLimits limits) {
		this.handler = handler;
		this.limits = limits;
	}

	/**
	 * Serves one request. The answer is posted before any work starts, so that it
	 * precedes the work's output; and only if the peer wants one.
	 * @param channel the channel
	 * @param packet the cursor behind the channel's number
	 * @throws DisconnectException if the request is malformed
	 */
	void serve(Channel channel, WireReader packet) throws DisconnectException {
		String type = packet.readText();
		boolean wantReply = packet.readBoolean();
		// Behind our CLOSE nothing is begun, whatever crosses it
		Optional<Runnable> granted = channel.isOpen() ? grant(channel, type, packet) : Optional.empty();
		if (wantReply) {
			channel.postAnswer(granted.isPresent());
		}
		granted.ifPresent(Runnable::run);
	}

	/**
	 * Decides about a request.
	 * @return what to do once the answer is posted; empty to refuse
	 */
	private Optional<Runnable> grant(Channel channel, String type, WireReader fields) throws DisconnectException {
		return switch (type) {
			case "pty-req" -> pty(channel, fields);
			case "env" -> env(channel, fields);
			case "x11-req" -> x11(channel, fields);
			case "auth-agent-req@openssh.com" -> agent(channel, "auth-agent@openssh.com", fields);
			case "agent-req" -> agent(channel, "agent-connect", fields);
			case "shell" -> {
				fields.expectEnd();
				yield task(channel,
						isStartable(channel) ? this.handler.checkChannelShellRequest(channel) : Optional.empty());
			}
			case "exec" -> {
				String command = text(fields, this.limits.maxCommandLength());
				fields.expectEnd();
				yield task(channel, isStartable(channel) ? this.handler.checkChannelExecRequest(channel, command)
						: Optional.empty());
			}
			case "subsystem" -> {
				String name = text(fields, this.limits.maxCommandLength());
				fields.expectEnd();
				yield task(channel, isStartable(channel) ? this.handler.checkChannelSubsystemRequest(channel, name)
						: Optional.empty());
			}
			case "window-change" -> windowChange(channel, fields);
			case "signal" -> signal(channel, fields);
			case "break" -> sendBreak(channel, fields);
			case ChannelMessages.END_OF_WRITE -> {
				fields.expectEnd();
				yield Optional.of(channel::peerStoppedReading);
			}
			case "exit-status" -> exitStatus(channel, fields);
			case "exit-signal" -> exitSignal(channel, fields);
			default -> Optional.empty();
		};
	}

	/**
	 * Tells whether a channel is still to be given its one task. Only what the peer has
	 * opened is: on a channel of ours it could start work beyond its limit.
	 */
	private static boolean isStartable(Channel channel) {
		return channel.origin() == Channel.Origin.PEER && !channel.isStarted();
	}

	private Optional<Runnable> pty(Channel channel, WireReader fields) throws DisconnectException {
		PtyRequest pty = PtyRequest.read(fields);
		boolean granted = isStartable(channel) && this.handler.checkChannelPtyRequest(channel, pty);
		return granted ? Optional.of(() -> channel.session().accept(pty)) : Optional.empty();
	}

	/**
	 * A variable beyond a limit is refused, like one whose name is not on the list.
	 */
	private Optional<Runnable> env(Channel channel, WireReader fields) throws DisconnectException {
		String name = fields.readText();
		String value = fields.readText();
		fields.expectEnd();
		Map<String, String> environment = channel.session().environment();
		boolean fits = name.length() <= this.limits.maxVariableLength()
				&& value.length() <= this.limits.maxVariableLength()
				&& (environment.size() < this.limits.maxVariables() || environment.containsKey(name));
		boolean granted = fits && isStartable(channel) && this.handler.checkChannelEnvRequest(channel, name, value);
		return granted ? Optional.of(() -> environment.put(name, value)) : Optional.empty();
	}

	private Optional<Runnable> x11(Channel channel, WireReader fields) throws DisconnectException {
		X11Request request = new X11Request(fields.readBoolean(), fields.readText(), fields.readText(),
				fields.readInt());
		fields.expectEnd();
		boolean fits = request.protocol().length() <= ConnectionConfig.MAX_X11_LENGTH
				&& request.cookie().length() <= ConnectionConfig.MAX_X11_LENGTH;
		boolean granted = fits && isStartable(channel) && this.handler.checkChannelX11Request(channel, request);
		return granted ? Optional.of(() -> channel.acceptX11(request)) : Optional.empty();
	}

	/**
	 * Decides about the peer's agent. How the request is called says how the channels to
	 * it are called (RFC 9987 and its predecessor).
	 */
	private Optional<Runnable> agent(Channel channel, String kind, WireReader fields) throws DisconnectException {
		fields.expectEnd();
		boolean granted = isStartable(channel) && this.handler.checkChannelForwardAgentRequest(channel);
		return granted ? Optional.of(() -> channel.acceptAgent(kind)) : Optional.empty();
	}

	private static Optional<Runnable> task(Channel channel, Optional<ChannelTask> task) {
		return task.map((work) -> () -> channel.start(work));
	}

	private Optional<Runnable> windowChange(Channel channel, WireReader fields) throws DisconnectException {
		WindowSize size = PtyRequest.readSize(fields);
		fields.expectEnd();
		return channel.pty()
			.filter((pty) -> this.handler.checkChannelWindowChangeRequest(channel, size))
			.map((pty) -> () -> channel.session().resized(pty, size));
	}

	private Optional<Runnable> signal(Channel channel, WireReader fields) throws DisconnectException {
		String name = fields.readText();
		fields.expectEnd();
		boolean granted = channel.isStarted() && SIGNAL.matcher(name).matches()
				&& this.handler.checkChannelSignalRequest(channel, name);
		return granted ? Optional.of(() -> channel.session().listener().signalled(name)) : Optional.empty();
	}

	private Optional<Runnable> sendBreak(Channel channel, WireReader fields) throws DisconnectException {
		int milliseconds = (int) Math.min(MAX_BREAK, fields.readUint32());
		fields.expectEnd();
		boolean granted = channel.isStarted() && this.handler.checkChannelBreakRequest(channel, milliseconds);
		return granted ? Optional.of(() -> channel.session().listener().breakReceived(milliseconds)) : Optional.empty();
	}

	private static Optional<Runnable> exitStatus(Channel channel, WireReader fields) throws DisconnectException {
		int code = fields.readInt();
		fields.expectEnd();
		return Optional.of(() -> channel.session().ended(ExitStatus.of(code)));
	}

	private static Optional<Runnable> exitSignal(Channel channel, WireReader fields) throws DisconnectException {
		String name = fields.readText();
		boolean coreDumped = fields.readBoolean();
		String message = PeerText.sanitise(fields.readText());
		fields.readText(); // language
		fields.expectEnd();
		return Optional.of(() -> channel.session().ended(new ExitStatus.Signal(name, coreDumped, message)));
	}

	private static String text(WireReader fields, int maxLength) throws DisconnectException {
		String text = fields.readText();
		if (text.length() > maxLength) {
			throw DisconnectException.protocolError("a command of " + text.length() + " characters");
		}
		return text;
	}

}

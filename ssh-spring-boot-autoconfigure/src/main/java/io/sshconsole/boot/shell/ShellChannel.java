package io.sshconsole.boot.shell;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ChannelListener;
import io.sshconsole.ssh.connection.PtyRequest;

/**
 * The part of a {@link Channel} that a session uses, so that it also runs over streams in
 * memory.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param pty the terminal, or empty
 * @param environment the variables that were accepted
 * @param listener sets who hears of the channel
 * @param open whether the channel is still open
 */
record ShellChannel(InputStream in, OutputStream out, OutputStream err, Optional<PtyRequest> pty,
		Map<String, String> environment, Consumer<ChannelListener> listener, BooleanSupplier open) {

	static ShellChannel of(Channel channel) {
		return new ShellChannel(channel.in(), channel.out(), channel.err(), channel.pty(), channel.environment(),
				channel::listener, channel::isOpen);
	}

}

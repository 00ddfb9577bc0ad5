package io.sshconsole.ssh.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ExitStatus;

/**
 * The far end of {@code scp}, for one file of {@link Pattern} bytes whose name is its
 * length. Each side answers a line and a file with a zero byte.
 */
final class ScpCommand {

	private ScpCommand() {
	}

	/**
	 * Runs it.
	 * @param arguments {@code -f '/10'} to send ten bytes, or {@code -t '/10'} to expect
	 * them; both may have {@code p} among the letters, which asks for times
	 */
	static ExitStatus run(Channel channel, String arguments) throws IOException {
		long length = Long.parseLong(arguments.replaceAll("\\D", ""));
		if (arguments.matches("-\\w*f .*")) {
			send(channel.in(), channel.out(), arguments.startsWith("-p"), length);
		}
		else {
			receive(channel.in(), channel.out(), length);
		}
		return ExitStatus.OK;
	}

	private static void send(InputStream in, OutputStream out, boolean times, long length) throws IOException {
		expectZero(in);
		if (times) {
			out.write("T0 0 0 0\n".getBytes(StandardCharsets.US_ASCII));
			expectZero(in);
		}
		out.write(("C0644 " + length + " " + length + "\n").getBytes(StandardCharsets.US_ASCII));
		expectZero(in);
		Pattern.write(out, length, (position) -> {
		});
		out.write(0);
	}

	private static void receive(InputStream in, OutputStream out, long length) throws IOException {
		out.write(0);
		while (in.read() != '\n') {
			// The mode, the length and the name are known
		}
		out.write(0);
		if (Pattern.check(in, length) != length) {
			throw new IOException("bytes are missing");
		}
		expectZero(in);
		out.write(0);
	}

	private static void expectZero(InputStream in) throws IOException {
		if (in.read() != 0) {
			throw new IOException("no zero byte");
		}
	}

}

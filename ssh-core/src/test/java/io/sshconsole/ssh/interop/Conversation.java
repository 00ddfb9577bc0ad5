package io.sshconsole.ssh.interop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/**
 * A session as its client sees it.
 *
 * @param input what the client sends
 * @param output what it gets
 * @param errors what it gets on the side, and its own complaints
 * @param status waits for the end and returns the exit status
 * @param end ends the client, whatever it is doing
 */
record Conversation(OutputStream input, InputStream output, InputStream errors, Callable<Integer> status,
		AutoCloseable end) implements AutoCloseable {

	static Conversation of(Process process) {
		return new Conversation(process.getOutputStream(), process.getInputStream(), process.getErrorStream(),
				() -> OpenSsh.awaitEnd(process), process::destroyForcibly);
	}

	void send(String text) throws IOException {
		this.input.write(text.getBytes(StandardCharsets.UTF_8));
		this.input.flush();
	}

	/**
	 * Reads a line without its end, for which terminals have a CR more.
	 */
	String readLine() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		int next = this.output.read();
		while (next != '\n' && next >= 0) {
			line.write(next);
			next = this.output.read();
		}
		if (next < 0) {
			throw new IOException("ended behind '" + line + "': " + readErrors());
		}
		return line.toString(StandardCharsets.UTF_8).stripTrailing();
	}

	String readOutput() throws IOException {
		return new String(this.output.readAllBytes(), StandardCharsets.UTF_8);
	}

	String readErrors() throws IOException {
		return new String(this.errors.readAllBytes(), StandardCharsets.UTF_8);
	}

	int awaitStatus() throws Exception {
		return this.status.call();
	}

	@Override
	public void close() throws Exception {
		this.end.close();
	}

}

package io.sshconsole.boot.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;

import org.jspecify.annotations.Nullable;

/**
 * Standard input, output and error of one run of a command. Output takes text and bytes,
 * which stay in the order in which they are written.
 */
final class CommandStreams {

	private final InputStream in;

	private final CommandOutput rawOut;

	private final PrintWriter out;

	private final PrintWriter err;

	/**
	 * Buffers the streams of a run.
	 * @param in standard input
	 * @param out standard output
	 * @param err standard error, or {@code null} if it is standard output
	 * @param charset of text
	 */
	CommandStreams(InputStream in, OutputStream out, @Nullable OutputStream err, Charset charset) {
		this.in = in;
		this.rawOut = new CommandOutput(new BufferedOutputStream(out));
		this.out = new LineWriter(new OutputStreamWriter(this.rawOut, charset));
		this.err = new LineWriter(
				new OutputStreamWriter((err != null) ? new BufferedOutputStream(err) : this.rawOut, charset));
	}

	InputStream in() {
		return this.in;
	}

	PrintWriter out() {
		return this.out;
	}

	OutputStream rawOut() {
		this.out.flush();
		return this.rawOut;
	}

	PrintWriter err() {
		return this.err;
	}

	boolean isOutputGone() {
		return this.rawOut.hasFailed();
	}

	void flush() {
		this.out.flush();
		this.err.flush();
		try {
			this.rawOut.flush();
		}
		catch (IOException ex) {
			// Remembered by the stream: isOutputGone()
		}
	}

	/**
	 * A writer whose lines end alike on every operating system and are sent at once.
	 */
	private static final class LineWriter extends PrintWriter {

		LineWriter(Writer writer) {
			super(writer, true);
		}

		@Override
		public void println() {
			write('\n');
			flush();
		}

	}

}

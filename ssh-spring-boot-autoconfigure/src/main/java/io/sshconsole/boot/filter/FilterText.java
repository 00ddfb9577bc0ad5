package io.sshconsole.boot.filter;

import java.io.FilterInputStream;
import java.io.Flushable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.Charset;

import org.jspecify.annotations.Nullable;

/**
 * The lines that a filter reads and writes. Whatever was written is sent before it waits
 * for more to read, so that rows pass as they come.
 */
final class FilterText {

	/**
	 * Longest line in characters: whoever pipes chooses how much comes without a line
	 * end.
	 */
	static final int MAX_LINE = 1024 * 1024;

	private static final int BUFFER_SIZE = 8 * 1024;

	private final Reader in;

	private final Writer out;

	private final char[] buffer = new char[BUFFER_SIZE];

	private int position;

	private int size;

	FilterText(InputStream in, OutputStream out, Charset charset) {
		this.out = new OutputStreamWriter(out, charset);
		this.in = new InputStreamReader(new SendingInput(in, this.out), charset);
	}

	/**
	 * Reads a line.
	 * @return the line without its line feed, or {@code null} at the end
	 * @throws IOException if it is too long, or the stream fails
	 */
	@Nullable String read() throws IOException {
		StringBuilder line = new StringBuilder();
		while (this.position < this.size || fill()) {
			int start = this.position;
			while (this.position < this.size && this.buffer[this.position] != '\n') {
				this.position++;
			}
			line.append(this.buffer, start, this.position - start);
			if (line.length() > MAX_LINE) {
				throw new IOException("a line is longer than " + MAX_LINE + " characters");
			}
			if (this.position < this.size) {
				this.position++;
				return line.toString();
			}
		}
		return line.isEmpty() ? null : line.toString();
	}

	private boolean fill() throws IOException {
		this.position = 0;
		this.size = Math.max(0, this.in.read(this.buffer));
		return this.size > 0;
	}

	/**
	 * Writes a line.
	 * @param line the line without its line feed
	 */
	void write(String line) throws IOException {
		this.out.write(line);
		this.out.write('\n');
	}

	void flush() throws IOException {
		this.out.flush();
	}

	/**
	 * Sends what was written before it waits.
	 */
	static final class SendingInput extends FilterInputStream {

		private final Flushable output;

		SendingInput(InputStream in, Flushable output) {
			super(in);
			this.output = output;
		}

		@Override
		public int read() throws IOException {
			this.output.flush();
			return this.in.read();
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			this.output.flush();
			return this.in.read(target, offset, length);
		}

	}

}

package io.sshconsole.boot.filter;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;

import io.sshconsole.boot.command.SshUsageException;

/**
 * The first lines or bytes.
 *
 * @param bytes whether bytes are counted
 * @param count how many pass
 */
record HeadFilter(boolean bytes, int count) implements Filter {

	private static final int BUFFER_SIZE = 8 * 1024;

	static HeadFilter of(FilterOptions options) {
		options.arguments(0);
		if (options.has('n') && options.has('c')) {
			throw new SshUsageException("-n and -c exclude each other");
		}
		return options.has('c') ? new HeadFilter(true, options.number('c', 0))
				: new HeadFilter(false, options.number('n', 10));
	}

	@Override
	public int run(InputStream in, OutputStream out, PrintWriter err, Charset charset) throws IOException {
		byte[] buffer = new byte[BUFFER_SIZE];
		int left = this.count;
		while (left > 0) {
			int length = in.read(buffer);
			if (length < 0) {
				return 0;
			}
			int end = 0;
			while (end < length && left > 0) {
				left -= (this.bytes || buffer[end] == '\n') ? 1 : 0;
				end++;
			}
			out.write(buffer, 0, end);
			out.flush();
		}
		return 0;
	}

}

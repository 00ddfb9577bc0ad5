package io.sshconsole.boot.filter;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Counts lines, words and bytes.
 *
 * @param lines whether lines are told
 * @param words whether words are told
 * @param bytes whether bytes are told
 */
record WcFilter(boolean lines, boolean words, boolean bytes) implements Filter {

	private static final int BUFFER_SIZE = 8 * 1024;

	static WcFilter of(FilterOptions options) {
		options.arguments(0);
		boolean all = !options.has('l') && !options.has('w') && !options.has('c');
		return new WcFilter(all || options.has('l'), all || options.has('w'), all || options.has('c'));
	}

	@Override
	public int run(InputStream in, OutputStream out, PrintWriter err, Charset charset) throws IOException {
		byte[] buffer = new byte[BUFFER_SIZE];
		long lineCount = 0;
		long wordCount = 0;
		long byteCount = 0;
		boolean inWord = false;
		for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
			byteCount += length;
			for (int i = 0; i < length; i++) {
				boolean blank = buffer[i] == ' ' || (buffer[i] >= '\t' && buffer[i] <= '\r');
				lineCount += (buffer[i] == '\n') ? 1 : 0;
				wordCount += (!blank && !inWord) ? 1 : 0;
				inWord = !blank;
			}
		}
		List<Long> counts = new ArrayList<>();
		if (this.lines) {
			counts.add(lineCount);
		}
		if (this.words) {
			counts.add(wordCount);
		}
		if (this.bytes) {
			counts.add(byteCount);
		}
		out.write((text(counts) + "\n").getBytes(charset));
		return 0;
	}

	private static String text(List<Long> counts) {
		if (counts.size() == 1) {
			return counts.get(0).toString();
		}
		return String.join(" ", counts.stream().map((count) -> String.format(Locale.ROOT, "%7d", count)).toList());
	}

}

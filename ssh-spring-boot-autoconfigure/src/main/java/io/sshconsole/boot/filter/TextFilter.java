package io.sshconsole.boot.filter;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/**
 * A filter that works on lines of text.
 */
interface TextFilter extends Filter {

	/**
	 * Reads until there is no more, or until it has enough.
	 * @param text the lines
	 * @return the exit status
	 * @throws IOException if a stream fails, or there is too much to keep
	 */
	int run(FilterText text) throws IOException;

	@Override
	default int run(InputStream in, OutputStream out, PrintWriter err, Charset charset) throws IOException {
		FilterText text = new FilterText(in, out, charset);
		int status = run(text);
		text.flush();
		return status;
	}

}

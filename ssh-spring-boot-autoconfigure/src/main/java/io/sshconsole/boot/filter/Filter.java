package io.sshconsole.boot.filter;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/**
 * A program that reads what a command writes, such as {@code grep}. It is made for one
 * run, on one thread.
 */
@FunctionalInterface
public interface Filter {

	/**
	 * Reads until there is no more, or until it has enough. Keeps only a bounded part of
	 * what it reads: the user chooses how much comes.
	 * @param in what the stage before writes; closed by the caller
	 * @param out what the stage behind reads; flushed and closed by the caller
	 * @param err the user's standard error
	 * @param charset the character set of both streams
	 * @return the exit status
	 * @throws IOException if a stream fails, also because nobody reads the output
	 */
	int run(InputStream in, OutputStream out, PrintWriter err, Charset charset) throws IOException;

}

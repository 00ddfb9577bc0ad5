package io.sshconsole.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sshconsole.boot.command.SshCommandException;
import org.jspecify.annotations.Nullable;

/**
 * One line of an import: {@code customer,coffee,kilograms}.
 *
 * @param customer who orders
 * @param coffee what is to be roasted
 * @param kilograms how much of it
 */
record OrderLine(String customer, String coffee, int kilograms) {

	/**
	 * Most lines of one import, so that an endless input does not fill the memory.
	 */
	private static final int MAX_LINES = 10_000;

	/**
	 * Exit status for input that cannot be understood, as in {@code sysexits.h}.
	 */
	private static final int BAD_DATA = 65;

	private static final Pattern FORMAT = Pattern
		.compile("([\\p{L}\\p{N} .&'-]{1,40}),([\\p{L}\\p{N} .&'-]{1,40}),([1-9][0-9]{0,3})");

	/**
	 * Reads all lines, so that a bad one is found before anything is placed.
	 * @param in the lines
	 * @return what they mean
	 * @throws IOException if the input cannot be read
	 * @throws SshCommandException if a line is not one of ours
	 */
	static List<OrderLine> read(InputStream in) throws IOException {
		BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
		List<OrderLine> lines = new ArrayList<>();
		@Nullable String line;
		while ((line = reader.readLine()) != null) {
			int number = lines.size() + 1;
			Matcher matcher = FORMAT.matcher(line);
			if (!matcher.matches()) {
				throw new SshCommandException("Line " + number + " is not customer,coffee,kilograms.", BAD_DATA);
			}
			if (number > MAX_LINES) {
				throw new SshCommandException("More than " + MAX_LINES + " lines.", BAD_DATA);
			}
			lines.add(new OrderLine(matcher.group(1), matcher.group(2), Integer.parseInt(matcher.group(3))));
		}
		return lines;
	}

}

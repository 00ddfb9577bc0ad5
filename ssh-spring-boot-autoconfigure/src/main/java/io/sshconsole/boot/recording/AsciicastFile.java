package io.sshconsole.boot.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Writes a file in the format asciicast v2: a line with a JSON object, then one with a
 * JSON array for each event. Each is written at once and as a whole, so that a file whose
 * server has died can be played.
 */
final class AsciicastFile {

	private final OutputStream out;

	private final long startedAt;

	private long size;

	private AsciicastFile(OutputStream out, long startedAt) {
		this.out = out;
		this.startedAt = startedAt;
	}

	/**
	 * Begins a file.
	 * @param out the file, which whoever has opened it closes
	 * @param header the object of the first line; values are texts, numbers, and objects
	 * of texts
	 * @param now the time at which the recording begins, in nanoseconds
	 * @return the file
	 */
	static AsciicastFile begin(OutputStream out, Map<String, Object> header, long now) throws IOException {
		AsciicastFile file = new AsciicastFile(out, now);
		StringBuilder line = new StringBuilder();
		json(header, line);
		file.write(line);
		return file;
	}

	/**
	 * Writes an event.
	 * @param now its time, in nanoseconds
	 * @param code {@code o} for output, {@code r} for a new size
	 * @param data what happened
	 */
	void event(long now, char code, String data) throws IOException {
		long micros = TimeUnit.NANOSECONDS.toMicros(now - this.startedAt);
		String fraction = String.valueOf(1_000_000 + micros % 1_000_000).substring(1);
		StringBuilder line = new StringBuilder(data.length() + 32);
		line.append('[').append(micros / 1_000_000).append('.').append(fraction);
		line.append(", \"").append(code).append("\", ");
		json(data, line);
		write(line.append(']'));
	}

	private void write(StringBuilder line) throws IOException {
		byte[] bytes = line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
		this.out.write(bytes);
		this.size += bytes.length;
	}

	/**
	 * Returns how much was written.
	 * @return the size of the file in bytes
	 */
	long size() {
		return this.size;
	}

	private static void json(Object value, StringBuilder line) {
		if (value instanceof Map<?, ?> object) {
			String separator = "{";
			for (Map.Entry<?, ?> entry : object.entrySet()) {
				line.append(separator);
				json(entry.getKey(), line);
				line.append(": ");
				json(entry.getValue(), line);
				separator = ", ";
			}
			line.append(object.isEmpty() ? "{}" : "}");
		}
		else if (value instanceof Number) {
			line.append(value);
		}
		else {
			text(String.valueOf(value), line);
		}
	}

	/**
	 * Escapes what RFC 8259 wants escaped, and DEL and C1, which would move the cursor of
	 * who looks at the file itself; and halves of characters, which UTF-8 has none of.
	 */
	private static void text(String text, StringBuilder line) {
		line.append('"');
		text.codePoints().forEach((c) -> {
			if (c == '"' || c == '\\') {
				line.append('\\').append((char) c);
			}
			else if (Character.isISOControl(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
				line.append(String.format("\\u%04x", c));
			}
			else {
				line.appendCodePoint(c);
			}
		});
		line.append('"');
	}

}

package io.sshconsole.boot.filter;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads values of JSON (RFC 8259) one after the other. Objects become maps, arrays lists,
 * strings strings; what is written without quotes stays the text that it is, so that no
 * number loses a digit.
 */
final class JsonReader {

	/**
	 * Most characters of a value, which is kept as a whole.
	 */
	static final int MAX_SIZE = 8 * 1024 * 1024;

	/**
	 * What a value costs besides its characters, in characters.
	 */
	private static final int OVERHEAD = 40;

	/**
	 * Deepest nesting: each level costs stack.
	 */
	static final int MAX_DEPTH = 200;

	private final Reader in;

	private int current;

	private boolean peeked;

	private int size;

	JsonReader(Reader in) {
		this.in = in;
	}

	/**
	 * A value without quotes.
	 *
	 * @param text a number, {@code true}, {@code false} or {@code null}
	 */
	record Literal(String text) {

		static final Literal NULL = new Literal("null");

	}

	/**
	 * Returns the next character that is not white space, and leaves it there.
	 * @return the character, or {@code -1} at the end
	 */
	int peek() throws IOException {
		while (true) {
			int c = look();
			if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
				return c;
			}
			next();
		}
	}

	/**
	 * Skips one character.
	 * @param expected what it must be
	 */
	void expect(char expected) throws IOException {
		if (peek() != expected) {
			throw wrong("'" + expected + "'");
		}
		next();
	}

	/**
	 * Reads a whole value.
	 * @return the value
	 * @throws IOException if it is not JSON, too large or too deep, or the stream fails
	 */
	Object read() throws IOException {
		this.size = 0;
		return read(0);
	}

	private Object read(int depth) throws IOException {
		if (depth > MAX_DEPTH) {
			throw new IOException("JSON that is nested deeper than " + MAX_DEPTH + " levels");
		}
		grow(OVERHEAD);
		return switch (peek()) {
			case '{' -> readObject(depth);
			case '[' -> readArray(depth);
			case '"' -> readString();
			default -> readLiteral();
		};
	}

	private Map<String, Object> readObject(int depth) throws IOException {
		Map<String, Object> object = new LinkedHashMap<>();
		expect('{');
		boolean more = peek() != '}';
		while (more) {
			String name = readString();
			expect(':');
			object.put(name, read(depth + 1));
			more = isFollowed('}');
		}
		expect('}');
		return object;
	}

	private List<Object> readArray(int depth) throws IOException {
		List<Object> array = new ArrayList<>();
		expect('[');
		boolean more = peek() != ']';
		while (more) {
			array.add(read(depth + 1));
			more = isFollowed(']');
		}
		expect(']');
		return array;
	}

	/**
	 * Skips the comma behind a value, if it is there.
	 * @param end what else may be behind a value
	 * @return whether another value must come
	 */
	boolean isFollowed(char end) throws IOException {
		if (peek() == end) {
			return false;
		}
		expect(',');
		return true;
	}

	private String readString() throws IOException {
		expect('"');
		StringBuilder text = new StringBuilder();
		for (int c = next(); c != '"'; c = next()) {
			if (c < ' ') {
				throw (c < 0) ? wrong("'\"'") : new IOException("not JSON: a control character in a string");
			}
			text.append((c == '\\') ? escaped() : (char) c);
		}
		return text.toString();
	}

	private char escaped() throws IOException {
		int c = next();
		return switch (c) {
			case '"', '\\', '/' -> (char) c;
			case 'b' -> '\b';
			case 'f' -> '\f';
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			case 'u' -> unicode();
			default -> throw new IOException("not JSON: a backslash that escapes nothing");
		};
	}

	private char unicode() throws IOException {
		int code = 0;
		for (int i = 0; i < 4; i++) {
			int digit = Character.digit(next(), 16);
			if (digit < 0) {
				throw new IOException("not JSON: \\u needs four hexadecimal digits");
			}
			code = code * 16 + digit;
		}
		return (char) code;
	}

	private Literal readLiteral() throws IOException {
		StringBuilder text = new StringBuilder();
		for (int c = look(); Character.isLetterOrDigit(c) || c == '-' || c == '+' || c == '.'; c = look()) {
			text.append((char) next());
		}
		if (!text.toString().matches("true|false|null|-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")) {
			throw text.isEmpty() ? wrong("a value") : new IOException("not JSON: " + text);
		}
		return new Literal(text.toString());
	}

	private IOException wrong(String expected) throws IOException {
		int c = look();
		String found = (c < 0) ? "its end" : (c < ' ') ? "a control character" : "'" + (char) c + "'";
		return new IOException("not JSON: " + expected + " expected and not " + found);
	}

	private int look() throws IOException {
		if (!this.peeked) {
			this.current = this.in.read();
			this.peeked = true;
		}
		return this.current;
	}

	private int next() throws IOException {
		int c = look();
		this.peeked = false;
		grow(1);
		return c;
	}

	private void grow(int by) throws IOException {
		this.size += by;
		if (this.size > MAX_SIZE) {
			throw new IOException("a value of more than " + MAX_SIZE / 1024 / 1024 + " million characters");
		}
	}

}

package io.sshconsole.boot.filter;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;

/**
 * Values at a path of JSON, one per line, or indented if they have parts.
 *
 * @param path where they are
 * @param raw whether strings come as they are, not in quotes
 * @param compact whether nothing is indented
 */
record JsonFilter(JsonPath path, boolean raw, boolean compact) implements Filter {

	static JsonFilter of(FilterOptions options) {
		List<String> arguments = options.arguments(1);
		return new JsonFilter(JsonPath.of(arguments.isEmpty() ? "." : arguments.get(0)), options.has('r'),
				options.has('c'));
	}

	@Override
	public int run(InputStream in, OutputStream out, PrintWriter err, Charset charset) throws IOException {
		Writer writer = new BufferedWriter(new OutputStreamWriter(out, charset));
		JsonReader reader = new JsonReader(
				new BufferedReader(new InputStreamReader(new FilterText.SendingInput(in, writer), charset)));
		try {
			while (reader.peek() >= 0) {
				if (this.path.isForEach() && reader.peek() == '[') {
					writeElements(reader, writer);
				}
				else {
					write(this.path.find(reader.read()), writer);
				}
			}
		}
		finally {
			writer.flush();
		}
		return 0;
	}

	/**
	 * Takes one element after the other: there may be no last one.
	 */
	private void writeElements(JsonReader reader, Writer writer) throws IOException {
		JsonPath rest = this.path.rest();
		reader.expect('[');
		boolean more = reader.peek() != ']';
		while (more) {
			write(rest.find(reader.read()), writer);
			more = reader.isFollowed(']');
		}
		reader.expect(']');
	}

	private void write(List<Object> values, Writer writer) throws IOException {
		for (Object value : values) {
			if (this.raw && value instanceof String text) {
				writer.write(text);
			}
			else {
				write(value, "\n", writer);
			}
			writer.write('\n');
		}
	}

	private void write(Object value, String lineBreak, Writer writer) throws IOException {
		if (value instanceof Map<?, ?> object) {
			String separator = "{";
			for (Map.Entry<?, ?> field : object.entrySet()) {
				writer.write(separator);
				indent(lineBreak + "  ", writer);
				quote(String.valueOf(field.getKey()), writer);
				writer.write(this.compact ? ":" : ": ");
				write(field.getValue(), lineBreak + "  ", writer);
				separator = ",";
			}
			end(object.isEmpty(), "{}", lineBreak, writer);
		}
		else if (value instanceof List<?> array) {
			String separator = "[";
			for (Object element : array) {
				writer.write(separator);
				indent(lineBreak + "  ", writer);
				write(element, lineBreak + "  ", writer);
				separator = ",";
			}
			end(array.isEmpty(), "[]", lineBreak, writer);
		}
		else if (value instanceof JsonReader.Literal literal) {
			writer.write(literal.text());
		}
		else {
			quote(value.toString(), writer);
		}
	}

	private void end(boolean empty, String brackets, String lineBreak, Writer writer) throws IOException {
		if (empty) {
			writer.write(brackets);
		}
		else {
			indent(lineBreak, writer);
			writer.write(brackets, 1, 1);
		}
	}

	private void indent(String lineBreak, Writer writer) throws IOException {
		if (!this.compact) {
			writer.write(lineBreak);
		}
	}

	private static void quote(String text, Writer writer) throws IOException {
		writer.write('"');
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			switch (c) {
				case '"', '\\' -> writer.write("\\" + c);
				case '\n' -> writer.write("\\n");
				case '\r' -> writer.write("\\r");
				case '\t' -> writer.write("\\t");
				default ->
					writer.write(Character.isISOControl(c) ? String.format("\\u%04x", (int) c) : String.valueOf(c));
			}
		}
		writer.write('"');
	}

}

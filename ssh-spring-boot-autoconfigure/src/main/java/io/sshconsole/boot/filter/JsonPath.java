package io.sshconsole.boot.filter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sshconsole.boot.command.SshUsageException;

/**
 * The way to values inside of a value, as {@code jq} writes it: {@code .a.b[0]},
 * {@code .["a b"]}, and {@code []} for each element.
 *
 * @param steps from the outside to the inside
 */
record JsonPath(List<Step> steps) {

	private static final Pattern STEP = Pattern.compile(
			"\\.?\\[\\]|\\.?\\[(-?\\d{1,9})\\]|\\.?\\[\"([^\"]*)\"\\]|\\.\"([^\"]*)\"|\\.([\\p{L}_$][\\p{L}\\p{N}_$-]*)");

	/**
	 * Parses a path.
	 * @param text the path; {@code .} for the value itself
	 * @return the path
	 * @throws SshUsageException if it is wrong
	 */
	static JsonPath of(String text) {
		List<Step> steps = new ArrayList<>();
		Matcher matcher = STEP.matcher(text);
		int position = text.equals(".") ? 1 : 0;
		while (position < text.length()) {
			if (!matcher.region(position, text.length()).lookingAt()) {
				throw new SshUsageException("wrong path '" + text + "' at column " + (position + 1)
						+ "; right are .name, [0], [], and .[\"any name\"]");
			}
			steps.add(step(matcher));
			position = matcher.end();
		}
		return new JsonPath(steps);
	}

	private static Step step(Matcher matcher) {
		if (matcher.group(1) != null) {
			return new Element(Integer.parseInt(matcher.group(1)));
		}
		for (int group = 2; group <= 4; group++) {
			if (matcher.group(group) != null) {
				return new Field(matcher.group(group));
			}
		}
		return new Each();
	}

	/**
	 * Returns whether the path begins with each element, which can be taken one by one
	 * then.
	 * @return {@code true} for {@code .[]} and what begins with it
	 */
	boolean isForEach() {
		return !this.steps.isEmpty() && this.steps.get(0) instanceof Each;
	}

	JsonPath rest() {
		return new JsonPath(this.steps.subList(1, this.steps.size()));
	}

	/**
	 * Goes the way.
	 * @param value where it starts
	 * @return where it leads to; what is not there is {@code null}, as in JSON
	 * @throws IOException if the value is of another kind than the path says
	 */
	List<Object> find(Object value) throws IOException {
		List<Object> found = List.of(value);
		for (Step step : this.steps) {
			List<Object> next = new ArrayList<>();
			for (Object one : found) {
				next.addAll(step.from(one));
			}
			found = next;
		}
		return found;
	}

	private static IOException notPossible(String step, Object value) {
		String kind = "a string";
		if (value instanceof JsonReader.Literal literal) {
			kind = literal.text();
		}
		else if (!(value instanceof String)) {
			kind = (value instanceof List) ? "an array" : "an object";
		}
		return new IOException("there is no " + step + " in " + kind);
	}

	private static boolean isNull(Object value) {
		return value.equals(JsonReader.Literal.NULL);
	}

	/**
	 * One step.
	 */
	sealed interface Step {

		List<Object> from(Object value) throws IOException;

	}

	private record Field(String name) implements Step {

		@Override
		public List<Object> from(Object value) throws IOException {
			if (value instanceof Map<?, ?> object) {
				Object field = object.get(this.name);
				return List.of((field != null) ? field : JsonReader.Literal.NULL);
			}
			if (isNull(value)) {
				return List.of(value);
			}
			throw notPossible("." + this.name, value);
		}

	}

	private record Element(int index) implements Step {

		@Override
		public List<Object> from(Object value) throws IOException {
			if (value instanceof List<?> array) {
				int position = (this.index < 0) ? array.size() + this.index : this.index;
				return List
					.of((position >= 0 && position < array.size()) ? array.get(position) : JsonReader.Literal.NULL);
			}
			if (isNull(value)) {
				return List.of(value);
			}
			throw notPossible("[" + this.index + "]", value);
		}

	}

	private record Each() implements Step {

		@Override
		public List<Object> from(Object value) throws IOException {
			if (value instanceof List<?> array) {
				return List.copyOf(array);
			}
			if (value instanceof Map<?, ?> object) {
				return List.copyOf(object.values());
			}
			throw notPossible("[]", value);
		}

	}

}

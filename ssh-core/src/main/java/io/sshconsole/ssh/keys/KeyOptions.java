package io.sshconsole.ssh.keys;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.sshconsole.ssh.wire.SshException;
import org.jspecify.annotations.Nullable;

/**
 * The options in front of a key in {@code authorized_keys} (sshd(8)), in the order in
 * which they stand: a later one changes what an earlier one said.
 */
final class KeyOptions {

	/**
	 * Most values of one option that may be repeated, as in OpenSSH.
	 */
	private static final int MAX_VALUES = 1024;

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT)
		.withResolverStyle(ResolverStyle.STRICT);

	private final KeyPermissions.Builder permissions = KeyPermissions.builder();

	private final Set<String> seen = new HashSet<>();

	private final List<String> permitOpen = new ArrayList<>();

	private final List<String> permitListen = new ArrayList<>();

	private int variables;

	private boolean certAuthority;

	private KeyOptions() {
	}

	/**
	 * Finds the end of the options of a line: the first blank that is not in quotes.
	 * @param line begins with the options
	 * @return the index of that blank
	 * @throws SshException if there is none
	 */
	static int length(String line) throws SshException {
		boolean quoted = false;
		for (int i = 0; i < line.length(); i++) {
			char character = line.charAt(i);
			if (character == '\\' && line.startsWith("\"", i + 1)) {
				i++;
			}
			else if (character == '"') {
				quoted = !quoted;
			}
			else if (!quoted && (character == ' ' || character == '\t')) {
				return i;
			}
		}
		throw new SshException(quoted ? "A quotation mark is missing" : "There is no key");
	}

	/**
	 * Reads options.
	 * @param text names with commas between them, some with {@code =} and a value in
	 * quotation marks
	 * @return the options
	 * @throws SshException if one is unknown, malformed, or cannot be enforced
	 */
	static KeyOptions parse(String text) throws SshException {
		KeyOptions options = new KeyOptions();
		int position = 0;
		do {
			int end = position;
			while (end < text.length() && text.charAt(end) != '=' && text.charAt(end) != ',') {
				end++;
			}
			String name = text.substring(position, end);
			position = end;
			String value = null;
			if (text.startsWith("=", position)) {
				int close = closingQuote(text, position + 1);
				value = text.substring(position + 2, close).replace("\\\"", "\"");
				position = close + 1;
			}
			options.add(name.toLowerCase(Locale.ROOT), value);
			if (position < text.length() && text.charAt(position) != ',') {
				throw new SshException("There is no comma behind the option " + printable(name));
			}
		}
		while (position++ < text.length());
		return options.finish();
	}

	private static int closingQuote(String text, int open) throws SshException {
		if (!text.startsWith("\"", open)) {
			throw new SshException("A value of an option is not in quotation marks");
		}
		int close = open + 1;
		while (close < text.length() && text.charAt(close) != '"') {
			close += text.startsWith("\\\"", close) ? 2 : 1;
		}
		if (close >= text.length()) {
			throw new SshException("A quotation mark is missing");
		}
		return close;
	}

	private void add(String name, @Nullable String value) throws SshException {
		if (value == null) {
			addFlag(name);
		}
		else {
			addValue(name, value);
		}
	}

	private void addFlag(String name) throws SshException {
		boolean allowed = !name.startsWith("no-");
		Optional<KeyFeature> feature = KeyFeature.ofOption(allowed ? name : name.substring(3));
		if (feature.isPresent()) {
			this.permissions.allow(feature.get(), allowed);
			return;
		}
		switch (name) {
			case "restrict" -> this.permissions.restrict();
			case "cert-authority" -> this.certAuthority = true;
			case "touch-required" -> this.permissions.touchRequired(true);
			case "no-touch-required" -> this.permissions.touchRequired(false);
			case "verify-required" -> this.permissions.verificationRequired(true);
			case "no-verify-required" -> this.permissions.verificationRequired(false);
			default -> throw unknown(name);
		}
	}

	private void addValue(String name, String value) throws SshException {
		switch (name) {
			case "command" -> this.permissions.forcedCommand(once(name, value));
			case "from" -> this.permissions.sources(SourceAddresses.ofPatterns(once(name, value)));
			case "principals" -> this.permissions.principals(names(once(name, value)));
			case "expiry-time" -> this.permissions.expiry(time(value));
			case "environment" -> addVariable(value);
			case "permitopen" -> addValue(this.permitOpen, value);
			case "permitlisten" -> addValue(this.permitListen, value);
			case "tunnel" -> throw new SshException("The option tunnel is not supported: there are no tunnels");
			default -> throw unknown(name);
		}
	}

	/**
	 * Takes an option whose second value would leave open which one counts.
	 */
	private String once(String name, String value) throws SshException {
		if (!this.seen.add(name)) {
			throw new SshException("The option " + name + " is there twice");
		}
		return value;
	}

	private static void addValue(List<String> values, String value) throws SshException {
		if (values.size() == MAX_VALUES) {
			throw new SshException("There are more than " + MAX_VALUES + " values of one option");
		}
		values.add(value);
	}

	private static List<String> names(String list) {
		return List.of(list.split(",")).stream().filter((name) -> !name.isEmpty()).toList();
	}

	private void addVariable(String assignment) throws SshException {
		int equals = assignment.indexOf('=');
		if (equals < 1 || !assignment.substring(0, equals).matches("[A-Za-z0-9_]+") || ++this.variables > MAX_VALUES) {
			throw new SshException("The option environment is not NAME=value, or there are too many");
		}
		this.permissions.environment(assignment.substring(0, equals), assignment.substring(equals + 1));
	}

	/**
	 * Reads {@code YYYYMMDD[HHMM[SS]]}, by the clock of this machine or, with {@code Z}
	 * behind it, in UTC.
	 */
	private static Instant time(String text) throws SshException {
		boolean utc = text.endsWith("Z") || text.endsWith("z");
		String digits = utc ? text.substring(0, text.length() - 1) : text;
		if (!digits.matches("[0-9]{8}([0-9]{4}([0-9]{2})?)?")) {
			throw new SshException("'" + printable(text) + "' is not a time");
		}
		try {
			LocalDateTime time = LocalDateTime.parse(digits + "000000".substring(digits.length() - 8), TIME);
			return time.atZone(utc ? ZoneOffset.UTC : ZoneId.systemDefault()).toInstant();
		}
		catch (DateTimeException ex) {
			throw new SshException("'" + printable(text) + "' is not a time");
		}
	}

	private KeyOptions finish() throws SshException {
		if (this.seen.contains("principals") && !this.certAuthority) {
			throw new SshException("The option principals needs cert-authority");
		}
		if (!this.permitOpen.isEmpty()) {
			this.permissions.permitOpen(ForwardTargets.open(this.permitOpen));
		}
		if (!this.permitListen.isEmpty()) {
			this.permissions.permitListen(ForwardTargets.listen(this.permitListen));
		}
		return this;
	}

	private static SshException unknown(String name) {
		return new SshException("The option " + printable(name) + " is unknown, or needs a value, or has none");
	}

	private static String printable(String text) {
		return text.matches("[A-Za-z0-9@._-]{1,64}") ? text : "in front of the key";
	}

	KeyPermissions permissions() {
		return this.permissions.build();
	}

	boolean isCertAuthority() {
		return this.certAuthority;
	}

}

package io.sshconsole.ssh.keys;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a key may be allowed besides running commands, one row each.
 */
public enum KeyFeature {

	/**
	 * A terminal.
	 */
	PTY("pty", "permit-pty"),

	/**
	 * Forwarded ports, in either direction.
	 */
	PORT_FORWARDING("port-forwarding", "permit-port-forwarding"),

	/**
	 * The client's agent.
	 */
	AGENT_FORWARDING("agent-forwarding", "permit-agent-forwarding"),

	/**
	 * The client's display.
	 */
	X11_FORWARDING("x11-forwarding", "permit-X11-forwarding"),

	/**
	 * The user's own start-up file.
	 */
	USER_RC("user-rc", "permit-user-rc");

	private final String option;

	private final String extension;

	KeyFeature(String option, String extension) {
		this.option = option;
		this.extension = extension;
	}

	/**
	 * Finds a row by its option in {@code authorized_keys}.
	 * @param option the option in lower case
	 * @return the row, if there is one
	 */
	static Optional<KeyFeature> ofOption(String option) {
		return Arrays.stream(values()).filter((row) -> row.option.equals(option)).findFirst();
	}

	/**
	 * Finds a row by its extension in a certificate.
	 * @param extension the extension
	 * @return the row, if there is one
	 */
	static Optional<KeyFeature> ofExtension(String extension) {
		return Arrays.stream(values()).filter((row) -> row.extension.equals(extension)).findFirst();
	}

}

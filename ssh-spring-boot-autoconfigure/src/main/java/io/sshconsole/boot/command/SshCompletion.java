package io.sshconsole.boot.command;

/**
 * A value that is offered.
 *
 * @param value the value without quotes; the shell adds those that it needs
 * @param description a few words beside it, may be empty
 */
public record SshCompletion(String value, String description) {

	/**
	 * Makes one that needs no description.
	 * @param value the value
	 * @return the offer
	 */
	public static SshCompletion of(String value) {
		return new SshCompletion(value, "");
	}

}

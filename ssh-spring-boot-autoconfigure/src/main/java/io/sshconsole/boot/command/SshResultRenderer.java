package io.sshconsole.boot.command;

/**
 * Writes results of some type in some format. Beans of this type are asked in their
 * order, before the built-in renderers; what is asynchronous or optional has been
 * unwrapped by then.
 */
public interface SshResultRenderer {

	/**
	 * Returns whether this one writes a result.
	 * @param result what a command returned
	 * @param format what was asked for, or fits where the result goes
	 * @return {@code true} if so
	 */
	boolean supports(Object result, OutputFormat format);

	/**
	 * Writes a result, on the command's thread. A write waits while the user does not
	 * read; ask {@link SshCommandContext#isCancelled()} between many.
	 * @param result what {@link #supports} said yes to
	 * @param format the format
	 * @param context where it goes
	 * @throws Exception if it fails; the command fails then
	 */
	void render(Object result, OutputFormat format, SshCommandContext context) throws Exception;

}

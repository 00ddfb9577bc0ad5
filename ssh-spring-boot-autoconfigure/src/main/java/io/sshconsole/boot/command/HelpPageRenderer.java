package io.sshconsole.boot.command;

/**
 * Writes answers of {@code help} for people. Other formats have the data.
 */
public final class HelpPageRenderer implements SshResultRenderer {

	@Override
	public boolean supports(Object result, OutputFormat format) {
		return result instanceof HelpPage && (format == OutputFormat.TEXT || format == OutputFormat.TABLE);
	}

	@Override
	public void render(Object result, OutputFormat format, SshCommandContext context) {
		((HelpPage) result).write(context);
	}

}

package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.terminal.ColourMode;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is written to terminals.
 *
 * @param colour Whether prompts, results and all other output are coloured on terminals
 * that have colour. A user who has set NO_COLOR gets none.
 */
public record SshConsoleOutput(@DefaultValue("auto") ColourMode colour) {

	/**
	 * What holds where none of these properties is set. Binding would find the same.
	 */
	static final SshConsoleOutput DEFAULT = new SshConsoleOutput(ColourMode.AUTO);

}

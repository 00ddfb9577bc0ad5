package io.sshconsole.boot.autoconfigure;

import io.sshconsole.boot.terminal.ColourMode;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How results of commands are written.
 *
 * @param colour Whether results are coloured on terminals that have colour. A user who
 * has set NO_COLOR gets none.
 */
public record SshConsoleOutput(@DefaultValue("auto") ColourMode colour) {

}

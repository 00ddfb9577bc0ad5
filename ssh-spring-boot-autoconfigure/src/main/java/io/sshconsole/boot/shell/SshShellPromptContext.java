package io.sshconsole.boot.shell;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.terminal.SshTerminal;

/**
 * What a prompt may tell.
 *
 * @param session the user
 * @param terminal tells the width and whether there is colour; nothing can be asked there
 * @param lastStatus exit status of the line before, 0 at first
 */
public record SshShellPromptContext(SshSession session, SshTerminal terminal, int lastStatus) {

}

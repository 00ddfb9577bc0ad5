package io.sshconsole.boot.shell;

/**
 * What can be set about the interactive shell.
 *
 * @param prompt the text in front of each line
 * @param historySize how many lines a session remembers
 */
public record SshShellSettings(String prompt, int historySize) {

}

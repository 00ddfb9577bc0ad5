package io.sshconsole.boot.execution;

/**
 * How a line ended.
 *
 * @param status the exit status
 * @param exit whether the session that ran the line ends with it
 */
public record LineOutcome(int status, boolean exit) {

}

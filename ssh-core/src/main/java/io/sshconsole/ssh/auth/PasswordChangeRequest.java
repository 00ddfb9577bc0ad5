package io.sshconsole.ssh.auth;

/**
 * The password was right but has expired: the user must choose another one (RFC 4252 §8).
 *
 * @param prompt what the user is told
 */
public record PasswordChangeRequest(String prompt) implements ServerAuthHandler.PasswordReply {

}

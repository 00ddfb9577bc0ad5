package io.sshconsole.ssh.auth;

import io.sshconsole.ssh.auth.ServerAuthHandler.PasswordReply;
import io.sshconsole.ssh.transport.PacketTransport;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * The server's side of the method {@code password} (RFC 4252 §8).
 *
 * <pre>
 * boolean  change
 * string   password
 * string   new password, if it is a change
 * </pre>
 */
final class ServerPasswordMethod {

	private final PacketTransport transport;

	private final ServerAuthHandler handler;

	ServerPasswordMethod(PacketTransport transport, ServerAuthHandler handler) {
		this.transport = transport;
		this.handler = handler;
	}

	Verdict serve(UserAuthRequest request) throws DisconnectException {
		WireReader fields = request.fields();
		boolean change = fields.readBoolean();
		String password = fields.readText();
		String newPassword = change ? fields.readText() : "";
		fields.expectEnd();
		PasswordReply reply = change ? this.handler.checkAuthPasswordChange(request.username(), password, newPassword)
				: this.handler.checkAuthPassword(request.username(), password);
		if (reply instanceof PasswordChangeRequest expired) {
			this.transport.post(WireWriter.message(MessageNumber.USERAUTH_PASSWD_CHANGEREQ)
				.writeText(expired.prompt())
				.writeText(""));
			return Verdict.ASKED_BACK;
		}
		return Verdict.of((AuthResult) reply);
	}

}

package io.sshconsole.boot.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshCommandGroup;
import io.sshconsole.boot.command.SshOption;
import io.sshconsole.boot.command.SshUsageException;
import io.sshconsole.boot.security.BreakGlassCredential;
import io.sshconsole.boot.security.BreakGlassCredentials;
import io.sshconsole.boot.security.BreakGlassTicket;

/**
 * The commands {@code break-glass}: let somebody in once, in an emergency.
 */
@SshCommandGroup(name = "break-glass", description = "Credentials for emergencies.")
public class BreakGlassCommand {

	/**
	 * Addresses as they are, because whoever answers for a name would decide who gets in.
	 */
	private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

	private final BreakGlassCredentials credentials;

	/**
	 * Creates the commands.
	 * @param credentials those that are open
	 */
	public BreakGlassCommand(BreakGlassCredentials credentials) {
		this.credentials = credentials;
	}

	@SshCommand(name = "break-glass issue", description = "Issues a credential for one log-in in an emergency.",
			examples = "break-glass issue ada --from 192.0.2.1 --for 10m")
	Issued issue(@SshArgument(description = "The name to log in with.") String user,
			@SshOption(description = "The address that the log-in comes from.") String from,
			@SshOption(names = "--for", description = "How long it is good.", defaultValue = "5m") Duration time,
			SshCommandContext context) {
		InetAddress address = address(from);
		try {
			BreakGlassCredential credential = this.credentials.issue(context.authentication(), user, address, time);
			BreakGlassTicket ticket = credential.ticket();
			return new Issued(credential.secret(), ticket.id(), ticket.username(), ticket.address(),
					ticket.until().toString());
		}
		catch (IllegalArgumentException ex) {
			throw new SshUsageException("Wrong value of --for: " + ex.getMessage());
		}
		catch (IllegalStateException ex) {
			throw new SshCommandException(ex.getMessage() + "; withdraw one first", 1, ex);
		}
	}

	private static InetAddress address(String text) {
		try {
			if (ADDRESS.matcher(text).matches()) {
				return InetAddress.getByName(text);
			}
		}
		catch (UnknownHostException ex) {
			// Said below
		}
		throw new SshUsageException("'" + text + "' is not an address");
	}

	@SshCommand(name = "break-glass list", description = "Lists the credentials that nobody has used yet.")
	List<BreakGlassTicket> list() {
		return this.credentials.tickets();
	}

	@SshCommand(name = "break-glass withdraw", description = "Takes a credential back.")
	void withdraw(@SshArgument(description = "The id of the credential.") String id) {
		if (!this.credentials.withdraw(id)) {
			throw new SshCommandException("There is no open credential " + id);
		}
	}

	/**
	 * A credential that was issued.
	 *
	 * @param credential what is typed in place of the password
	 * @param id by which the audit trail names it
	 * @param user the name to log in with
	 * @param from where the log-in must come from
	 * @param until when it is no longer good
	 */
	public record Issued(String credential, String id, String user, String from, String until) {

		@Override
		public String toString() {
			return "Issued[credential=******, id=" + this.id + "]";
		}

	}

}

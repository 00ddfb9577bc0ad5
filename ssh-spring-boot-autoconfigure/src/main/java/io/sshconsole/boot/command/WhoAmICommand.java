package io.sshconsole.boot.command;

import java.util.List;

import org.springframework.security.core.GrantedAuthority;

/**
 * The command {@code who am i}: tells a user what the console knows about him.
 */
public class WhoAmICommand {

	@SshCommand(name = "who am i", description = "Tells as whom you are logged in, and what you may.")
	Identity whoAmI(SshCommandContext context) {
		List<String> authorities = context.authentication()
			.getAuthorities()
			.stream()
			.map(GrantedAuthority::getAuthority)
			.map(String::valueOf)
			.sorted()
			.toList();
		return new Identity(context.username(), context.session().id(), authorities,
				context.terminalType().orElse("none"));
	}

	/**
	 * A user as the console knows him.
	 *
	 * @param user the name that was logged in with
	 * @param session the connection's identifier, the same as in the log
	 * @param authorities what Spring Security grants
	 * @param terminal the value of {@code TERM}
	 */
	public record Identity(String user, String session, List<String> authorities, String terminal) {

	}

}

package io.sshconsole.boot.actuate;

import java.security.Principal;
import java.util.List;

import io.sshconsole.boot.server.OpenSession;
import io.sshconsole.boot.server.OpenSessions;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * The endpoint {@code sshsessions}: who is logged in, and how to end that. Unless access
 * to it is widened, it only lists.
 */
@Endpoint(id = "sshsessions", defaultAccess = Access.READ_ONLY)
public class SshSessionsEndpoint {

	private final OpenSessions sessions;

	/**
	 * Creates the endpoint.
	 * @param sessions the sessions
	 */
	public SshSessionsEndpoint(OpenSessions sessions) {
		this.sessions = sessions;
	}

	/**
	 * Lists the sessions.
	 * @return those that are logged in, the oldest first
	 */
	@ReadOperation
	public SessionsDescriptor sessions() {
		return new SessionsDescriptor(this.sessions.list());
	}

	/**
	 * Ends a session. One that is not there has ended already.
	 * @param id the connection's identifier
	 * @param security who wants it
	 */
	@DeleteOperation
	public void end(@Selector String id, SecurityContext security) {
		Principal principal = security.getPrincipal();
		this.sessions.end(id, (principal != null) ? principal.getName() : null);
	}

	/**
	 * What the endpoint answers.
	 *
	 * @param sessions the sessions
	 */
	public record SessionsDescriptor(List<OpenSession> sessions) {

	}

}

package io.sshconsole.boot.approval;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.shell.SshNotices;
import io.sshconsole.ssh.Transport;
import io.sshconsole.ssh.TransportListener;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who sit in their shells that a call waits for them, and nobody else. For
 * any thread.
 */
public final class ApprovalNotices implements TransportListener {

	private final Map<String, SshSession> sessions = new ConcurrentHashMap<>();

	private final Function<Transport, Optional<SshSession>> find;

	private final Supplier<@Nullable SshNotices> notices;

	/**
	 * Creates what tells of requests.
	 * @param find finds out who is logged in over a connection
	 * @param notices tells shells something; {@code null} where there are no shells
	 */
	public ApprovalNotices(Function<Transport, Optional<SshSession>> find, Supplier<@Nullable SshNotices> notices) {
		this.find = find;
		this.notices = notices;
	}

	@Override
	public void authenticated(Transport transport, String method) {
		this.find.apply(transport).ifPresent((session) -> this.sessions.put(transport.id(), session));
	}

	@Override
	public void closed(Transport transport, @Nullable Throwable cause) {
		this.sessions.remove(transport.id());
	}

	/**
	 * Tells of a request.
	 * @param request the request
	 * @param approvals says who may decide on it
	 */
	void tell(ApprovalRequest request, Approvals approvals) {
		SshNotices shells = this.notices.get();
		if (shells != null) {
			String text = request.session().username() + " waits for: approve " + request.id() + ", to run: "
					+ request.call();
			this.sessions.forEach((id, session) -> {
				if (approvals.mayDecide(request, session)) {
					shells.send(id, text);
				}
			});
		}
	}

}

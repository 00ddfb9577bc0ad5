package io.sshconsole.boot.server;

import java.util.function.Function;

import io.sshconsole.boot.security.SshAuthenticationBridge;
import io.sshconsole.ssh.ServerInterface;
import io.sshconsole.ssh.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Gives each connection its {@link ServerInterface}.
 */
public final class SpringServerInterfaceFactory implements Function<Transport, ServerInterface> {

	private final SshAuthenticationBridge authentication;

	private final SshTasks tasks;

	private final @Nullable String banner;

	/**
	 * Creates the factory.
	 * @param authentication decides who may log in
	 * @param tasks what users can start
	 * @param banner a text shown before login, or {@code null}
	 */
	public SpringServerInterfaceFactory(SshAuthenticationBridge authentication, SshTasks tasks,
			@Nullable String banner) {
		this.authentication = authentication;
		this.tasks = tasks;
		this.banner = banner;
	}

	@Override
	public ServerInterface apply(Transport transport) {
		return new SpringServerInterface(transport, this.authentication, this.tasks, this.banner);
	}

}

package io.sshconsole.boot.server;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

/**
 * Tells the server that its application is ready. Contexts hear of their children, too,
 * whose readiness says nothing about their own.
 */
public final class StartWhenReady implements ApplicationListener<ApplicationReadyEvent> {

	private final ApplicationContext context;

	private final SshServerLifecycle lifecycle;

	/**
	 * Creates the listener.
	 * @param context the context of the server
	 * @param lifecycle the server
	 */
	public StartWhenReady(ApplicationContext context, SshServerLifecycle lifecycle) {
		this.context = context;
		this.lifecycle = lifecycle;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (event.getApplicationContext() == this.context) {
			this.lifecycle.ready();
		}
	}

}

package io.sshconsole.boot.autoconfigure;

import java.util.concurrent.ThreadFactory;

import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The threads of connections and commands. They do not keep the JVM up: only the one that
 * accepts connections does.
 */
final class SshThreads {

	private static final String NAME_PREFIX = "ssh-";

	private SshThreads() {
	}

	static ThreadFactory factory(Environment environment) {
		if (Threading.VIRTUAL.isActive(environment)) {
			return new VirtualThreadTaskExecutor(NAME_PREFIX).getVirtualThreadFactory();
		}
		CustomizableThreadFactory threadFactory = new CustomizableThreadFactory(NAME_PREFIX);
		threadFactory.setDaemon(true);
		return threadFactory;
	}

}

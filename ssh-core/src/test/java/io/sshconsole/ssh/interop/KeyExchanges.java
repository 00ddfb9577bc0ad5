package io.sshconsole.ssh.interop;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/**
 * The key exchanges that the server logs from now on.
 */
final class KeyExchanges implements AutoCloseable {

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.sshconsole.ssh.transport.KeyExchange");

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	KeyExchanges() {
		this.log.start();
		this.logger.addAppender(this.log);
		this.logger.setLevel(Level.DEBUG);
		this.logger.setAdditive(false);
	}

	int count() {
		return this.log.list.size();
	}

	@Override
	public void close() {
		this.logger.setLevel(null);
		this.logger.setAdditive(true);
		this.logger.detachAppender(this.log);
	}

}

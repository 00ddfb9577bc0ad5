package io.sshconsole.ssh.testing;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.management.ThreadMXBean;
import io.sshconsole.ssh.Transport;
import io.sshconsole.ssh.TransportListener;
import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.wire.DisconnectException;
import org.jspecify.annotations.Nullable;

/**
 * What a server was asked and what happened to its connections, line by line.
 */
public final class Recorder implements TransportListener {

	private static final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final Queue<String> questions = new ConcurrentLinkedQueue<>();

	private final AtomicLong questionCount = new AtomicLong();

	private final Queue<String> events = new ConcurrentLinkedQueue<>();

	private final Queue<Throwable> causes = new ConcurrentLinkedQueue<>();

	private volatile long allocated;

	void asked(String question) {
		this.questions.add(question);
		this.questionCount.incrementAndGet();
	}

	/**
	 * Returns the questions that a server's interface was asked.
	 * @return such as {@code password alice}, in order
	 */
	public List<String> questions() {
		return List.copyOf(this.questions);
	}

	/**
	 * Returns how many questions were asked since the server started.
	 * @return a count that is never reset
	 */
	public long questionCount() {
		return this.questionCount.get();
	}

	/**
	 * Returns what a server's listener heard.
	 * @return such as {@code authenticated alice password}, in order
	 */
	public List<String> events() {
		return List.copyOf(this.events);
	}

	/**
	 * Returns why connections ended, without those that the peer simply left.
	 * @return the causes in order
	 */
	public List<Throwable> causes() {
		return List.copyOf(this.causes);
	}

	/**
	 * Returns how much the thread of the connection that ended last had allocated.
	 * @return bytes; {@code -1} if a virtual thread served it
	 */
	public long allocatedBytes() {
		return this.allocated;
	}

	/**
	 * Waits until a connection was ended by the server, and tells why.
	 * @return the first cause
	 */
	public DisconnectException awaitCause() {
		Await.until("a connection that the server ended", () -> !this.causes.isEmpty());
		return (DisconnectException) this.causes.element();
	}

	void clear() {
		this.questions.clear();
		this.events.clear();
		this.causes.clear();
	}

	@Override
	public void authenticated(Transport transport, String method) {
		this.events.add("authenticated " + transport.username().orElseThrow() + " " + method);
	}

	@Override
	public void authenticationFailed(Transport transport, String username, String method) {
		this.events.add("failed " + username + " " + method);
	}

	@Override
	public void channelOpened(Transport transport, Channel channel) {
		this.events.add("opened " + channel);
	}

	@Override
	public void channelClosed(Transport transport, Channel channel) {
		this.events.add("closed " + channel);
	}

	@Override
	public void closed(Transport transport, @Nullable Throwable cause) {
		this.allocated = threads.getCurrentThreadAllocatedBytes();
		if (cause != null) {
			this.causes.add(cause);
		}
		this.events.add("ended");
	}

}

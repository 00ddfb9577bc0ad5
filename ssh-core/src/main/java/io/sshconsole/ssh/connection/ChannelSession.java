package io.sshconsole.ssh.connection;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * What granted requests have made of a channel (RFC 4254 §6): its terminal, display and
 * variables, how its command ended, and who hears of sizes and signals. The reader thread
 * notes what the peer requests, any thread may look.
 */
final class ChannelSession {

	private final Map<String, String> environment = new ConcurrentHashMap<>();

	private volatile @Nullable PtyRequest pty;

	private volatile @Nullable X11Request x11;

	private volatile @Nullable ExitStatus exitStatus;

	private volatile ChannelListener listener = new ChannelListener() {
	};

	Optional<PtyRequest> pty() {
		return Optional.ofNullable(this.pty);
	}

	void accept(PtyRequest pty) {
		this.pty = pty;
	}

	void resized(PtyRequest current, WindowSize size) {
		this.pty = new PtyRequest(current.terminal(), size, current.modes());
		this.listener.windowChanged(size);
	}

	Optional<X11Request> x11() {
		return Optional.ofNullable(this.x11);
	}

	void accept(X11Request x11) {
		this.x11 = x11;
	}

	/**
	 * Returns the variables themselves, for any thread to change.
	 */
	Map<String, String> environment() {
		return this.environment;
	}

	Optional<ExitStatus> exitStatus() {
		return Optional.ofNullable(this.exitStatus);
	}

	void ended(ExitStatus status) {
		this.exitStatus = status;
	}

	ChannelListener listener() {
		return this.listener;
	}

	void listener(ChannelListener listener) {
		this.listener = listener;
	}

}

package io.sshconsole.ssh.connection;

/**
 * The work that a shell, exec or subsystem request starts. It runs on its own thread,
 * after the reply to the request has been queued, so its first output cannot overtake the
 * reply. When it returns, its exit status, EOF and CLOSE are sent, in that order.
 * <p>
 * When the peer closes the channel, or the connection is lost, the thread is interrupted
 * and the channel's streams fail or end.
 */
@FunctionalInterface
public interface ChannelTask {

	/**
	 * Does the work.
	 * @param channel the channel that asked for it
	 * @return how it ended
	 * @throws Exception whatever went wrong; logged, and reported to the peer as status 1
	 */
	ExitStatus run(Channel channel) throws Exception;

	/**
	 * Leaves a channel to whoever has accepted it, and waits until he has closed it.
	 * @return a task that does nothing itself
	 */
	static ChannelTask untilClosed() {
		return (channel) -> {
			channel.awaitClosed();
			return ExitStatus.OK;
		};
	}

}

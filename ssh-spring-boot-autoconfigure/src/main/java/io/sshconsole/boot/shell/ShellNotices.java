package io.sshconsole.boot.shell;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.sshconsole.boot.terminal.PlainText;

/**
 * The shells that are open on terminals, to tell them something.
 */
public final class ShellNotices implements SshNotices {

	private final Map<NoticeQueue, String> connections = new ConcurrentHashMap<>();

	@Override
	public int broadcast(String text) {
		String notice = PlainText.line(text);
		int shells = 0;
		for (NoticeQueue queue : this.connections.keySet()) {
			queue.add(notice);
			shells++;
		}
		return shells;
	}

	@Override
	public boolean send(String connectionId, String text) {
		String notice = PlainText.line(text);
		boolean sent = false;
		for (Map.Entry<NoticeQueue, String> shell : this.connections.entrySet()) {
			if (shell.getValue().equals(connectionId)) {
				shell.getKey().add(notice);
				sent = true;
			}
		}
		return sent;
	}

	/**
	 * Adds a shell.
	 * @param connectionId the connection that it belongs to
	 * @param queue takes what it is told, until it is {@linkplain #close closed}
	 */
	void open(String connectionId, NoticeQueue queue) {
		this.connections.put(queue, connectionId);
	}

	void close(NoticeQueue queue) {
		this.connections.remove(queue);
	}

}

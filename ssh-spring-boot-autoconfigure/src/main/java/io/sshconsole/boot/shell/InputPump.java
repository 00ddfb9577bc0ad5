package io.sshconsole.boot.shell;

import java.io.IOException;
import java.io.InputStream;

/**
 * Carries what a client types from its channel to the queue. Has its own thread, which
 * ends with the channel or when it is interrupted.
 */
final class InputPump implements Runnable {

	private static final int BUFFER_SIZE = 4096;

	private final InputStream channel;

	private final TypeAhead typeAhead;

	InputPump(InputStream channel, TypeAhead typeAhead) {
		this.channel = channel;
		this.typeAhead = typeAhead;
	}

	@Override
	public void run() {
		try {
			byte[] buffer = new byte[BUFFER_SIZE];
			int length = this.channel.read(buffer);
			while (length >= 0) {
				this.typeAhead.offer(buffer, length);
				length = this.channel.read(buffer);
			}
		}
		catch (IOException | InterruptedException ex) {
			// The channel is gone, or the session has ended: no more input either way
		}
		finally {
			this.typeAhead.end();
		}
	}

}

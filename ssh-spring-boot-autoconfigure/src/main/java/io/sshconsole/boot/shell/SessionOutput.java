package io.sshconsole.boot.shell;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.util.function.BooleanSupplier;

import io.sshconsole.ssh.wire.SshException;

/**
 * An output of a channel that knows whether the client is gone. A write that fails may be
 * the first to find out, before the thread that reads the connection.
 */
final class SessionOutput extends OutputStream {

	private final OutputStream channel;

	private final BooleanSupplier open;

	private volatile boolean broken;

	/**
	 * Creates the output.
	 * @param channel where it goes
	 * @param open whether the channel is still open
	 */
	SessionOutput(OutputStream channel, BooleanSupplier open) {
		this.channel = channel;
		this.open = open;
	}

	@Override
	public void write(int b) throws IOException {
		write(new byte[] { (byte) b }, 0, 1);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		try {
			this.channel.write(bytes, offset, length);
		}
		catch (InterruptedIOException | ClosedByInterruptException | SshException ex) {
			// Ctrl-C, or a client that is there and reads no more, as in front of a head
			throw ex;
		}
		catch (IOException ex) {
			this.broken = true;
			throw ex;
		}
	}

	@Override
	public void flush() throws IOException {
		this.channel.flush();
	}

	/**
	 * Returns whether nobody is there any more.
	 * @return {@code true} from then on
	 */
	boolean isGone() {
		return this.broken || !this.open.getAsBoolean();
	}

}

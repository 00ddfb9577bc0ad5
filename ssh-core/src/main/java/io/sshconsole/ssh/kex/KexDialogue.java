package io.sshconsole.ssh.kex;

import java.io.IOException;

import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * The way to the peer during one key exchange.
 */
public interface KexDialogue {

	/**
	 * Sends a message.
	 * @param message its number first
	 */
	void post(WireWriter message);

	/**
	 * Reads the one message that may come now.
	 * @param number its number
	 * @return the message behind its number; valid until the next call
	 * @throws IOException if another one comes or the connection ends
	 */
	WireReader read(int number) throws IOException;

	/**
	 * Reads one of the two messages that may come now.
	 * @param number a number
	 * @param other another number
	 * @return the message, number first; valid until the next call
	 * @throws IOException if neither comes or the connection ends
	 */
	WireReader readEither(int number, int other) throws IOException;

}

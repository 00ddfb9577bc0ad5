package io.sshconsole.ssh.keys;

import io.sshconsole.ssh.wire.WireWriter;

/**
 * A signer whose private key is here and can be written to a file.
 */
interface StorableSigner extends Signer {

	/**
	 * Writes type and fields of the key as OpenSSH stores them.
	 * @param writer where to
	 */
	void writePrivate(WireWriter writer);

}

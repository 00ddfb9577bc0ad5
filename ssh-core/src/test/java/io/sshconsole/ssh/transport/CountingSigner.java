package io.sshconsole.ssh.transport;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.wire.SshException;

/**
 * A host key that counts, and can become another.
 */
final class CountingSigner implements Signer {

	private final AtomicInteger signatures = new AtomicInteger();

	private volatile Signer key = HostKeys.generate();

	private volatile Signer signer = this.key;

	void becomes(Signer key) {
		this.key = key;
		this.signer = key;
	}

	void signsWith(Signer signer) {
		this.signer = signer;
	}

	int signatures() {
		return this.signatures.get();
	}

	@Override
	public SshPublicKey publicKey() {
		return this.key.publicKey();
	}

	@Override
	public List<String> algorithms() {
		return this.key.algorithms();
	}

	@Override
	public byte[] sign(String algorithm, byte[] data) throws SshException {
		this.signatures.incrementAndGet();
		return this.signer.sign(algorithm, data);
	}

}

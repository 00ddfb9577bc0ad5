package io.sshconsole.benchmarks.micro;

import java.util.concurrent.TimeUnit;

import io.sshconsole.ssh.crypto.CipherAlgorithm;
import io.sshconsole.ssh.crypto.MacAlgorithm;
import io.sshconsole.ssh.crypto.PacketCipher;
import io.sshconsole.ssh.wire.DisconnectException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Sealing and opening packets with each cipher. Packets must be opened in the order in
 * which they were sealed, so each call handles a run of them with a new cipher.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PacketCiphers {

	private static final int RUN = 256;

	private static final int LIMIT = 256 * 1024;

	@Param({ "CHACHA20_POLY1305", "AES256_GCM", "AES128_GCM", "AES128_CTR" })
	CipherAlgorithm cipher = CipherAlgorithm.AES128_GCM;

	@Param({ "64", "32768" })
	int size;

	private byte[] plain = new byte[0];

	private byte[] opened = new byte[0];

	private byte[] sealed = new byte[0];

	private final int[] lengths = new int[RUN];

	@Setup
	public void setUp() throws DisconnectException {
		this.plain = new byte[PacketCipher.PAYLOAD_OFFSET + this.size + PacketCipher.MAX_PADDING];
		int room = this.size + newCipher().overhead();
		this.opened = new byte[room];
		this.sealed = new byte[RUN * room];
		seal();
	}

	@Benchmark
	@OperationsPerInvocation(RUN)
	public int seal() throws DisconnectException {
		PacketCipher cipher = newCipher();
		int offset = 0;
		for (int i = 0; i < RUN; i++) {
			this.lengths[i] = cipher.seal(i, this.plain, this.size, this.sealed, offset);
			offset += this.lengths[i];
		}
		return offset;
	}

	@Benchmark
	@OperationsPerInvocation(RUN)
	public int open() throws DisconnectException {
		PacketCipher cipher = newCipher();
		int offset = 0;
		for (int i = 0; i < RUN; i++) {
			int length = cipher.wireLength(i, this.sealed, offset, LIMIT);
			cipher.open(i, this.sealed, offset, length, this.opened);
			offset += length;
		}
		return offset;
	}

	private PacketCipher newCipher() {
		MacAlgorithm mac = this.cipher.isAuthenticated() ? null : MacAlgorithm.HMAC_SHA2_256_ETM;
		byte[] key = new byte[this.cipher.keyLength()];
		key[0] = 1; // the two keys of ChaCha20 must differ
		return this.cipher.create(key, new byte[this.cipher.ivLength()], mac,
				new byte[(mac != null) ? mac.keyLength() : 0]);
	}

}

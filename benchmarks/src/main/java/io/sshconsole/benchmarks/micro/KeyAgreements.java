package io.sshconsole.benchmarks.micro;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;

import io.sshconsole.ssh.kex.KexAlgorithm;
import io.sshconsole.ssh.kex.KexDialogue;
import io.sshconsole.ssh.kex.KeyAgreement;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The server's part of each key agreement: new ephemeral keys, the answer, the secret.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class KeyAgreements {

	private static final SecureRandom random = new SecureRandom();

	@Param({ "curve25519-sha256", "mlkem768x25519-sha256", "sntrup761x25519-sha512", "ecdh-sha2-nistp256",
			"ecdh-sha2-nistp384", "ecdh-sha2-nistp521", "diffie-hellman-group14-sha256",
			"diffie-hellman-group16-sha512", "diffie-hellman-group18-sha512" })
	String method = "";

	private byte[] clientInit = new byte[0];

	@Setup
	public void setUp() throws IOException {
		this.clientInit = newAgreement().clientInit();
	}

	@Benchmark
	public KeyAgreement.ServerReply serverReply() throws IOException {
		return newAgreement().serverReply(this.clientInit);
	}

	private KeyAgreement newAgreement() throws IOException {
		return KexAlgorithm.named(this.method).orElseThrow().opening().asClient(new NoDialogue(), random).agreement();
	}

	/**
	 * For methods that agree on nothing first.
	 */
	private static final class NoDialogue implements KexDialogue {

		@Override
		public void post(WireWriter message) {
			throw new UnsupportedOperationException();
		}

		@Override
		public WireReader read(int number) {
			throw new UnsupportedOperationException();
		}

		@Override
		public WireReader readEither(int number, int other) {
			throw new UnsupportedOperationException();
		}

	}

}

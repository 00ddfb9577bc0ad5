package io.sshconsole.benchmarks.micro;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.PrivateKeyReader;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.wire.SshException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Signing an exchange hash, and verifying it, with each type of key.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Signatures {

	private static final byte[] DATA = new byte[32];

	@Param({ "ssh-ed25519", "rsa-sha2-512", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" })
	String algorithm = "";

	private Signer signer = HostKeys.generate();

	private byte[] signature = new byte[0];

	@Setup
	public void setUp() throws GeneralSecurityException, SshException {
		this.signer = switch (this.algorithm) {
			case "ssh-ed25519" -> HostKeys.generate();
			case "rsa-sha2-512" -> generate("RSA", 3072);
			default -> generate("EC", Integer.parseInt(this.algorithm.replaceAll(".*nistp", "")));
		};
		this.signature = sign();
	}

	private static Signer generate(String type, int bits) throws GeneralSecurityException, SshException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
		generator.initialize(bits);
		byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
		return PrivateKeyReader.read("-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
				+ "\n-----END PRIVATE KEY-----\n", null);
	}

	@Benchmark
	public byte[] sign() throws SshException {
		return this.signer.sign(this.algorithm, DATA);
	}

	@Benchmark
	public boolean verify() throws SshException {
		return this.signer.publicKey().verify(this.algorithm, DATA, this.signature);
	}

}

package io.sshconsole.ssh.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sshconsole.ssh.kex.Moduli;
import io.sshconsole.ssh.keys.AuthorizedKeys;
import io.sshconsole.ssh.keys.OpenSshPrivateKey;
import io.sshconsole.ssh.keys.PrivateKeyReader;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Keys, signatures and the files that hold them.
 */
class KeyFuzzTests {

	private static final int DAMAGED = 10_000;

	private static final byte[] DATA = { 1, 2, 3 };

	private static final List<String> LABELS = List.of("OPENSSH PRIVATE KEY", "PRIVATE KEY", "RSA PRIVATE KEY",
			"EC PRIVATE KEY");

	private static final Signer KEY = ReplayedClient.key();

	private static final Logger logger = (Logger) LoggerFactory.getLogger("io.sshconsole.ssh.keys");

	private static final Level level = logger.getLevel();

	/**
	 * Each bad line is told, and there are thousands.
	 */
	@BeforeAll
	static void beQuiet() {
		logger.setLevel(Level.OFF);
	}

	@AfterAll
	static void speakAgain() {
		logger.setLevel(level);
	}

	/**
	 * The first is the key, the others are of all types.
	 */
	private static final List<SshPublicKey> VERIFIERS = verifiers();

	private static List<SshPublicKey> verifiers() {
		List<SshPublicKey> keys = new ArrayList<>(List.of(KEY.publicKey()));
		try {
			for (byte[] blob : Damage.seeds(KeyFuzzTests.class, "publicKey")) {
				keys.add(SshPublicKey.read(blob));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return keys;
	}

	// Public keys and signatures

	static List<byte[]> publicKeys() {
		return List.of(KEY.publicKey().blob());
	}

	@MethodSource("publicKeys")
	@FuzzTest
	void publicKey(byte[] blob) {
		Harmless.run(blob.length, () -> {
			SshPublicKey key = SshPublicKey.read(blob);
			if (!Arrays.equals(key.blob(), blob)) {
				throw new AssertionError("another key");
			}
			SshPublicKey.fromAuthorizedKey(key.toAuthorizedKey("comment"));
		});
	}

	@Test
	void damagedPublicKeysAreHarmless() throws IOException {
		Damage.each(publicKeys(), DAMAGED / 10, this::publicKey);
		Damage.each(Damage.seeds(KeyFuzzTests.class, "publicKey"), DAMAGED, this::publicKey);
	}

	/**
	 * Returns the number of a key and a signature.
	 */
	static List<byte[]> signatures() throws SshException {
		byte[] genuine = KEY.sign("ssh-ed25519", DATA);
		List<byte[]> signatures = new ArrayList<>();
		for (int i = 0; i < VERIFIERS.size(); i++) {
			String algorithm = VERIFIERS.get(i).type().replace("ssh-rsa", "rsa-sha2-256");
			WireWriter signature = new WireWriter().writeByte(i).writeText(algorithm);
			byte[] pair = new WireWriter().writeMpint(BigInteger.ONE).writeMpint(BigInteger.TWO).toByteArray();
			signature.writeString(algorithm.contains("ecdsa") ? pair : new byte[algorithm.contains("rsa") ? 256 : 64]);
			if (algorithm.startsWith("sk-")) {
				signature.writeByte(1).writeUint32(0);
			}
			signatures.add(signature.toByteArray());
			if (algorithm.startsWith("sk-ecdsa")) {
				signatures.add(new WireWriter().writeByte(i)
					.writeText("webauthn-" + algorithm)
					.writeString(pair)
					.writeByte(0x81)
					.writeUint32(0)
					.writeText("https://ssh.example")
					.writeText("{\"type\":\"webauthn.get\",\"challenge\":\"")
					.writeText("extensions")
					.toByteArray());
			}
		}
		signatures.add(new WireWriter().writeByte(0).writeBytes(genuine).toByteArray());
		return signatures;
	}

	/**
	 * No signature is genuine but the one that was made.
	 */
	@MethodSource("signatures")
	@FuzzTest
	void signature(byte[] data) throws SshException {
		if (data.length == 0) {
			return;
		}
		SshPublicKey key = VERIFIERS.get((data[0] & 0xff) % VERIFIERS.size());
		byte[] signature = Arrays.copyOfRange(data, 1, data.length);
		byte[] genuine = KEY.sign("ssh-ed25519", DATA);
		Harmless.run(data.length, () -> {
			String algorithm = new WireReader(signature).readText();
			boolean accepted = key.verify(algorithm, DATA, signature);
			if (accepted && !(key.equals(KEY.publicKey()) && Arrays.equals(signature, genuine))) {
				throw new AssertionError("a forged signature");
			}
		});
	}

	@Test
	void damagedSignaturesAreHarmless() throws SshException {
		Damage.each(signatures(), DAMAGED / 10, (signature) -> {
			try {
				signature(signature);
			}
			catch (SshException ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	// Private keys

	static List<byte[]> privateKeys() throws IOException {
		String[] texts = { OpenSshPrivateKey.write(KEY, "comment", null), ReplayedClient.KEY };
		byte[][] contents = new byte[texts.length][];
		for (int i = 0; i < texts.length; i++) {
			byte[] content = Base64.getMimeDecoder().decode(texts[i].replaceAll("-----[^-]*-----", ""));
			contents[i] = new byte[1 + content.length];
			contents[i][0] = (byte) i;
			System.arraycopy(content, 0, contents[i], 1, content.length);
		}
		return List.of(contents);
	}

	/**
	 * Puts what is in a file between its head and its end, so that a fuzzer need not
	 * learn Base64.
	 */
	@MethodSource("privateKeys")
	@FuzzTest
	void privateKey(byte[] data) {
		if (data.length > 0) {
			String label = LABELS.get((data[0] & 0xff) % LABELS.size());
			String content = Base64.getMimeEncoder().encodeToString(Arrays.copyOfRange(data, 1, data.length));
			privateKeyFile("-----BEGIN " + label + "-----\n" + content + "\n-----END " + label + "-----\n");
		}
	}

	@MethodSource("privateKeyFiles")
	@FuzzTest
	void privateKeyFile(byte[] text) {
		privateKeyFile(new String(text, StandardCharsets.UTF_8));
	}

	static List<byte[]> privateKeyFiles() throws IOException {
		return List.of(ReplayedClient.KEY.getBytes(StandardCharsets.UTF_8),
				OpenSshPrivateKey.write(KEY, "comment", null).getBytes(StandardCharsets.UTF_8),
				"-----BEGIN -----\n-----END -----".getBytes(StandardCharsets.UTF_8));
	}

	private static void privateKeyFile(String text) {
		Harmless.run(text.length(), () -> PrivateKeyReader.read(text, null));
	}

	@Test
	void damagedPrivateKeysAreHarmless() throws IOException {
		Damage.each(privateKeys(), DAMAGED, this::privateKey);
		Damage.each(privateKeyFiles(), DAMAGED, this::privateKeyFile);
	}

	// Lists of keys, and primes

	static List<byte[]> authorizedKeys() {
		String line = KEY.publicKey().toAuthorizedKey("comment");
		return List.of(line.getBytes(StandardCharsets.UTF_8),
				("# comment\n\n" + line + "\r\nrestrict,pty,command=\"echo \\\"x\\\"\" " + line + "\nssh-rsa AAAA\n")
					.getBytes(StandardCharsets.UTF_8),
				("from=\"10.0.0.0/8,!10.1.2.3,*.example.com,::1\",expiry-time=\"20300101\",environment=\"A=b\",no-pty,"
						+ "permitopen=\"[::1]:22\",principals=\"a,b\",cert-authority " + line)
					.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * A line never fails the file, so this never throws.
	 */
	@MethodSource("authorizedKeys")
	@FuzzTest
	void authorizedKeys(byte[] text) {
		boolean read = Harmless.run(text.length, () -> {
			AuthorizedKeys keys = AuthorizedKeys.parse(new String(text, StandardCharsets.UTF_8), "a test");
			keys.check(KEY.publicKey(), InetAddress.getLoopbackAddress(), Instant.EPOCH);
			keys.authorities();
		});
		if (!read) {
			throw new AssertionError("a line that failed its file");
		}
	}

	@Test
	void damagedListsOfKeysAreHarmless() {
		Damage.each(authorizedKeys(), DAMAGED, this::authorizedKeys);
	}

	static List<byte[]> moduli() {
		return List.of(
				("# Time Type Tests Tries Size Generator Modulus\n20240101000000 2 6 100 2047 2 " + "F".repeat(512)
						+ "\n")
					.getBytes(StandardCharsets.UTF_8),
				"20240101000000 2 6 100 3071 0 -7\n\n x\n20240101000000 2 4 99 1 5 10"
					.getBytes(StandardCharsets.UTF_8));
	}

	@MethodSource("moduli")
	@FuzzTest
	void moduli(byte[] text) throws IOException {
		Path file = Files.createTempFile("moduli", null);
		try {
			Files.write(file, text);
			Harmless.run(text.length, () -> Moduli.load(file));
		}
		finally {
			Files.delete(file);
		}
	}

}

package io.sshconsole.ssh.interop;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.sshconsole.ssh.crypto.CipherAlgorithm;
import io.sshconsole.ssh.crypto.MacAlgorithm;
import io.sshconsole.ssh.kex.AlgorithmKind;
import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.kex.KexAlgorithm;
import io.sshconsole.ssh.kex.Moduli;
import io.sshconsole.ssh.transport.TransportConfig;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every algorithm with the OpenSSH client: each key exchange method with one cipher, each
 * cipher and each MAC with one method, compression, all of them through several changes
 * of keys.
 */
class AlgorithmTests {

	private static final AlgorithmPreferences EVERYTHING = AlgorithmPreferences.COMPATIBLE.edit(AlgorithmKind.MAC,
			String.join(",", AlgorithmKind.MAC.known()));

	private static final long LENGTH = 1024 * 1024;

	private static final String REKEY_LIMIT = "RekeyLimit=256K";

	private static final String CHEAPEST_METHOD = "KexAlgorithms=curve25519-sha256";

	@TempDir
	private Path directory;

	private OpenSsh ssh;

	private InteropServer server;

	private void start(TransportConfig config) throws Exception {
		this.ssh = new OpenSsh(this.directory);
		this.server = new InteropServer(this.ssh.publicKey(), config);
		this.ssh.trust(this.server);
	}

	private void start(AlgorithmPreferences algorithms) throws Exception {
		start(TransportConfig.builder().algorithms(algorithms).build());
	}

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.close();
		}
	}

	@ParameterizedTest
	@EnumSource
	void exchangesKeysByEachMethod(KexAlgorithm method) throws Exception {
		start(EVERYTHING);
		this.ssh.requireAlgorithm("kex", method.algorithmName());
		String log = passThrough("-o", "KexAlgorithms=" + method.algorithmName(), "-o", "Ciphers=aes128-ctr", "-o",
				REKEY_LIMIT);
		assertThat(log).contains("kex: algorithm: " + method.algorithmName() + "\n");
		assertThat(log.lines().filter((line) -> line.contains("SSH2_MSG_NEWKEYS received")).count())
			.as("several changes of keys")
			.isGreaterThan(2);
	}

	static Stream<Arguments> streamCiphers() {
		return Stream.of(CipherAlgorithm.values())
			.filter((cipher) -> !cipher.isAuthenticated())
			.flatMap((cipher) -> Stream.of(MacAlgorithm.values()).map((mac) -> Arguments.of(cipher, mac)));
	}

	@ParameterizedTest
	@MethodSource("streamCiphers")
	void protectsPacketsByEachCipherAndMac(CipherAlgorithm cipher, MacAlgorithm mac) throws Exception {
		start(EVERYTHING);
		this.ssh.requireAlgorithm("cipher", cipher.algorithmName());
		this.ssh.requireAlgorithm("mac", mac.algorithmName());
		String log = passThrough("-o", "Ciphers=" + cipher.algorithmName(), "-o", "MACs=" + mac.algorithmName(), "-o",
				CHEAPEST_METHOD, "-o", REKEY_LIMIT);
		assertThat(log).contains("server->client cipher: " + cipher.algorithmName() + " MAC: " + mac.algorithmName());
		assertThat(log).contains("client->server cipher: " + cipher.algorithmName() + " MAC: " + mac.algorithmName());
	}

	@ParameterizedTest
	@EnumSource(names = { "CHACHA20_POLY1305", "AES256_GCM", "AES128_GCM" })
	void protectsPacketsByEachAuthenticatedCipher(CipherAlgorithm cipher) throws Exception {
		start(EVERYTHING);
		this.ssh.requireAlgorithm("cipher", cipher.algorithmName());
		String log = passThrough("-o", "Ciphers=" + cipher.algorithmName(), "-o", CHEAPEST_METHOD, "-o", REKEY_LIMIT);
		assertThat(log).contains("server->client cipher: " + cipher.algorithmName() + " MAC: <implicit>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "aes128-ctr", "chacha20-poly1305@openssh.com", "aes256-gcm@openssh.com" })
	void compressesWithEachKindOfCipher(String cipher) throws Exception {
		start(EVERYTHING);
		this.ssh.requireAlgorithm("cipher", cipher);
		String log = passThrough("-o", "Compression=yes", "-o", "Ciphers=" + cipher, "-o", "MACs=hmac-sha2-256", "-o",
				CHEAPEST_METHOD, "-o", REKEY_LIMIT);
		assertThat(log).contains("compression: zlib@openssh.com").contains("Enabling compression at level 6.");
	}

	@Test
	void compressesNothingIfTheServerDoesNotOfferIt() throws Exception {
		start(EVERYTHING.edit(AlgorithmKind.COMPRESSION, "none"));
		String log = passThrough("-o", "Compression=yes", "-o", CHEAPEST_METHOD);
		assertThat(log).contains("compression: none").doesNotContain("compression: zlib@openssh.com");
	}

	/**
	 * The client asks for 8192 bits; the file has less.
	 */
	@Test
	void handsOutAGroupOfTheModuliFile() throws Exception {
		Path file = Files.writeString(this.directory.resolve("moduli"),
				"20230627235402 2 6 100 3071 5 " + DHStandardGroups.rfc3526_3072.getP().toString(16) + "\n");
		start(TransportConfig.builder().algorithms(EVERYTHING).moduli(Moduli.load(file)).build());
		String log = passThrough("-o", "LogLevel=DEBUG2", "-o", "KexAlgorithms=diffie-hellman-group-exchange-sha256");
		assertThat(log).contains("SSH2_MSG_KEX_DH_GEX_GROUP received").containsPattern("bits set: \\d+/3072");
	}

	/**
	 * Sends bytes there and back and compares them.
	 * @param options of the client
	 * @return what the client says it did
	 */
	private String passThrough(String... options) throws Exception {
		List<String> line = new ArrayList<>(List.of(options));
		line.addAll(List.of("-o", "LogLevel=DEBUG1", "cat"));
		Process process = this.ssh.start(this.server.port(), line.toArray(String[]::new));
		CompletableFuture<String> err = OpenSsh.read(process.getErrorStream());
		Thread sender = new Thread(() -> {
			try (OutputStream out = process.getOutputStream()) {
				Pattern.write(out, LENGTH, (position) -> {
				});
			}
			catch (IOException ex) {
				// The other end tells what is missing
			}
		});
		sender.start();
		long received = Pattern.check(process.getInputStream());
		assertThat(OpenSsh.awaitEnd(process)).as(() -> err.join()).isZero();
		sender.join();
		assertThat(received).isEqualTo(LENGTH);
		return err.get().replace("\r\n", "\n");
	}

}

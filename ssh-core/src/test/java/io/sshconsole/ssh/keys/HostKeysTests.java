package io.sshconsole.ssh.keys;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.sshconsole.ssh.wire.SshException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class HostKeysTests {

	private static final String FILE_NAME = "ssh_host_ed25519_key";

	@TempDir
	Path temporary;

	@Test
	void generatesAKeyThatOnlyItsOwnerReads() throws IOException {
		Path directory = this.temporary.resolve("a/b");
		HostKeys.loadOrGenerate(directory);
		assumePosix();
		assertThat(mode(directory)).isEqualTo("rwx------");
		assertThat(mode(directory.getParent())).isEqualTo("rwx------");
		assertThat(mode(directory.resolve(FILE_NAME))).isEqualTo("rw-------");
	}

	@Test
	void findsTheSameKeyAgain() throws IOException {
		SshPublicKey key = HostKeys.loadOrGenerate(this.temporary).publicKey();
		String text = Files.readString(this.temporary.resolve(FILE_NAME));
		assertThat(HostKeys.loadOrGenerate(this.temporary).publicKey()).isEqualTo(key);
		assertThat(this.temporary.resolve(FILE_NAME)).hasContent(text);
		assertThat(HostKeys.load(this.temporary.resolve(FILE_NAME))).singleElement()
			.extracting(Signer::publicKey)
			.isEqualTo(key);
	}

	@Test
	void storesThePublicKeyBesideIt() throws IOException {
		Files.writeString(this.temporary.resolve(FILE_NAME + ".pub"), "of a key that is gone");
		SshPublicKey key = HostKeys.loadOrGenerate(this.temporary).publicKey();
		String line = Files.readString(this.temporary.resolve(FILE_NAME + ".pub"));
		assertThat(SshPublicKey.fromAuthorizedKey(line)).isEqualTo(key);
	}

	@Test
	void leavesNothingElseBehind() throws IOException {
		HostKeys.loadOrGenerate(this.temporary);
		try (Stream<Path> files = Files.list(this.temporary)) {
			assertThat(files.map((file) -> file.getFileName().toString())).containsExactlyInAnyOrder(FILE_NAME,
					FILE_NAME + ".pub");
		}
	}

	@Test
	void leavesAnExistingDirectoryAsItIs() throws IOException {
		assumePosix();
		Files.setPosixFilePermissions(this.temporary, PosixFilePermissions.fromString("rwxr-x---"));
		HostKeys.loadOrGenerate(this.temporary);
		assertThat(mode(this.temporary)).isEqualTo("rwxr-x---");
	}

	@Test
	void neverReplacesAFileThatItCannotRead() throws IOException {
		Path file = this.temporary.resolve(FILE_NAME);
		Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		Files.writeString(file, "damaged");
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> HostKeys.loadOrGenerate(this.temporary))
			.withMessageContaining(file.toString());
		assertThat(file).hasContent("damaged");
	}

	@Test
	void neverFollowsALinkToCreateAKeyElsewhere() throws IOException {
		Path elsewhere = this.temporary.resolve("elsewhere");
		Files.createSymbolicLink(this.temporary.resolve(FILE_NAME), elsewhere);
		assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> HostKeys.loadOrGenerate(this.temporary));
		assertThat(elsewhere).doesNotExist();
	}

	@ParameterizedTest
	@ValueSource(strings = { "rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-", "rw---x---" })
	void refusesAPrivateKeyThatOthersHaveAccessTo(String mode) throws IOException {
		assumePosix();
		HostKeys.loadOrGenerate(this.temporary);
		Path file = this.temporary.resolve(FILE_NAME);
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> HostKeys.load(file))
			.withMessageContaining("chmod 600 " + file);
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> HostKeys.loadOrGenerate(this.temporary));
	}

	@Test
	void loadsSeveralKeysInOrder() throws IOException {
		Path first = this.temporary.resolve("1");
		Path second = this.temporary.resolve("2");
		SshPublicKey firstKey = HostKeys.loadOrGenerate(first).publicKey();
		SshPublicKey secondKey = HostKeys.loadOrGenerate(second).publicKey();
		assertThat(HostKeys.load(second.resolve(FILE_NAME), first.resolve(FILE_NAME))).extracting(Signer::publicKey)
			.containsExactly(secondKey, firstKey);
	}

	@Test
	void loadsKeysOfEveryType() throws IOException {
		List<Path> files = new ArrayList<>();
		for (String name : List.of("plain", "rsa", "ecdsa256", "ecdsa384", "ecdsa521")) {
			files.add(SshKeygen.store(this.temporary, "ssh_host_" + name + "_key", KeyFiles.signer(name)));
		}
		assertThat(HostKeys.load(files.toArray(Path[]::new))).flatExtracting(Signer::algorithms)
			.containsExactly("ssh-ed25519", "rsa-sha2-512", "rsa-sha2-256", "ecdsa-sha2-nistp256",
					"ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521");
	}

	@Test
	void loadsTheCertificateBesideAKey() throws IOException {
		Path file = SshKeygen.store(this.temporary, FILE_NAME, KeyFiles.signer("plain"));
		Files.writeString(this.temporary.resolve(FILE_NAME + "-cert.pub"), KeyFiles.text("ed25519-host-cert.pub"));
		List<Signer> keys = HostKeys.load(file);
		assertThat(keys).extracting(Signer::publicKey)
			.containsExactly(KeyFiles.publicKey("ed25519-host-cert.pub"), KeyFiles.publicKey("plain.pub"));
		assertThat(keys).flatExtracting(Signer::algorithms)
			.containsExactly("ssh-ed25519-cert-v01@openssh.com", "ssh-ed25519");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ed25519-user-cert.pub", "rsa-user-cert.pub", "plain.pub", "plain" })
	void refusesAnotherCertificateBesideAKey(String certificate) throws IOException {
		Path file = SshKeygen.store(this.temporary, FILE_NAME, KeyFiles.signer("plain"));
		Path beside = Files.writeString(this.temporary.resolve(FILE_NAME + "-cert.pub"), KeyFiles.text(certificate));
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> HostKeys.load(file))
			.withMessageContaining(beside.toString());
	}

	@Test
	void refusesAHostCertificateOfAnotherKey() throws IOException {
		Path file = SshKeygen.store(this.temporary, FILE_NAME, HostKeys.generate());
		Files.writeString(this.temporary.resolve(FILE_NAME + "-cert.pub"), KeyFiles.text("ed25519-host-cert.pub"));
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> HostKeys.load(file))
			.withMessageContaining("another key");
	}

	@Test
	void saysWhichFileIsMissing() {
		Path missing = this.temporary.resolve("missing");
		assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> HostKeys.load(missing))
			.withMessageContaining("missing");
	}

	@Test
	void allThatGenerateAtOnceGetTheSameKey() throws Exception {
		int threads = 8;
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			for (int round = 0; round < 10; round++) {
				Path directory = this.temporary.resolve("round" + round);
				CyclicBarrier start = new CyclicBarrier(threads);
				List<Future<SshPublicKey>> keys = new ArrayList<>();
				for (int i = 0; i < threads; i++) {
					keys.add(executor.submit(() -> {
						start.await();
						return HostKeys.loadOrGenerate(directory).publicKey();
					}));
				}
				SshPublicKey stored = keys.get(0).get();
				for (Future<SshPublicKey> key : keys) {
					assertThat(key.get()).isEqualTo(stored);
				}
				String line = Files.readString(directory.resolve(FILE_NAME + ".pub"));
				assertThat(SshPublicKey.fromAuthorizedKey(line)).isEqualTo(stored);
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static void assumePosix() {
		assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
				"no POSIX file modes here");
	}

	private static String mode(Path file) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
	}

}

package io.sshconsole.ssh.keys;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;

import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OpenSshPrivateKeyTests {

	private final Ed25519Signer signer = (Ed25519Signer) HostKeys.generate();

	@TempDir
	Path directory;

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "secret", "pässwörd €" })
	void readsWhatItWrote(String passphrase) throws SshException {
		String text = OpenSshPrivateKey.write(this.signer, "me", passphrase);
		assertThat(PrivateKeyReader.read(text, passphrase).publicKey()).isEqualTo(this.signer.publicKey());
	}

	@Test
	void padsToABlockWhateverTheComment() throws SshException {
		for (int length = 0; length < 20; length++) {
			String text = OpenSshPrivateKey.write(this.signer, "c".repeat(length), null);
			assertThat(PrivateKeyReader.read(text, null).publicKey()).isEqualTo(this.signer.publicKey());
		}
	}

	@Test
	void writesNoPlainKeyWhenThereIsAPassphrase() throws SshException {
		String text = OpenSshPrivateKey.write(this.signer, "me", "secret");
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> PrivateKeyReader.read(text, null))
			.withMessageContaining("needs a passphrase");
		assertThat(text).isNotEqualTo(OpenSshPrivateKey.write(this.signer, "me", "secret"));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = "pässwörd €")
	void sshKeygenReadsWhatItWrote(String passphrase) throws Exception {
		Path file = Files.createFile(this.directory.resolve("key"),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		Files.writeString(file, OpenSshPrivateKey.write(this.signer, "me", passphrase));
		String output = new SshKeygen().run("-y", "-P", (passphrase != null) ? passphrase : "", "-f", file.toString());
		assertThat(output.strip()).isEqualTo(this.signer.publicKey().toAuthorizedKey("me"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "pässwörd €" })
	void readsWhatSshKeygenWrites(String passphrase) throws Exception {
		Path file = this.directory.resolve("key");
		new SshKeygen().run("-q", "-t", "ed25519", "-a", "3", "-N", passphrase, "-C", "me", "-f", file.toString());
		Signer read = PrivateKeyReader.read(Files.readString(file), passphrase);
		assertThat(read.publicKey().toAuthorizedKey("me"))
			.isEqualTo(Files.readString(this.directory.resolve("key.pub")).strip());
	}

	@Test
	void refusesEveryCutOffFile() {
		byte[] file = file("none", "none", new byte[0], 1, publicBlob(), secrets(7, 7, "", 1, 2, 3, 4, 5));
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> read(file, 1));
		for (int less = 1; less <= file.length; less++) {
			int cut = -less;
			assertThatExceptionOfType(SshException.class).isThrownBy(() -> read(file, cut));
		}
	}

	@Test
	void comparesTheCheckNumbers() throws SshException {
		assertThat(readSecrets(secrets(7, 7, "", 1, 2, 3, 4, 5)).publicKey()).isEqualTo(this.signer.publicKey());
		assertRefused(secrets(7, 8, "", 1, 2, 3, 4, 5), "damaged");
	}

	@Test
	void checksThePadding() throws SshException {
		assertRefused(secrets(7, 7, "", 1, 2, 3, 4, 6), "padding");
		assertRefused(secrets(7, 7, "", 0, 0, 0, 0, 0), "padding");
		assertRefused(secrets(7, 7, "", 1, 2, 3, 4), "length");
		assertRefused(secrets(7, 7, "", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13), "padding");
	}

	@Test
	void acceptsAWholeBlockOfPadding() throws SshException {
		assertThat(readSecrets(secrets(7, 7, "comme", 1, 2, 3, 4, 5, 6, 7, 8)).publicKey())
			.isEqualTo(this.signer.publicKey());
	}

	@Test
	void refusesAFileForAnotherPublicKey() {
		byte[] other = HostKeys.generate().publicKey().blob();
		assertRefused(file("none", "none", new byte[0], 1, other, secrets(7, 7, "", 1, 2, 3, 4, 5)),
				"another public key", 0);
	}

	@Test
	void refusesMoreThanOneKey() {
		byte[] secrets = secrets(7, 7, "", 1, 2, 3, 4, 5);
		assertRefused(file("none", "none", new byte[0], 2, publicBlob(), secrets), "more than one", 0);
		assertRefused(file("none", "none", new byte[0], 0x8000_0000, publicBlob(), secrets), "more than one", 0);
	}

	@Test
	void refusesMixedEncryptionNames() {
		byte[] secrets = secrets(7, 7, "", 1, 2, 3, 4, 5);
		assertRefused(file("aes256-ctr", "none", new byte[0], 1, publicBlob(), secrets), "not supported", 0);
		assertRefused(file("none", "bcrypt", new byte[0], 1, publicBlob(), secrets), "not supported", 0);
		assertRefused(file("aes256-cbc", "bcrypt", new byte[0], 1, publicBlob(), secrets), "not supported", 0);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1025, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL })
	void refusesRoundsThatNobodyCanWaitFor(long rounds) {
		byte[] options = new WireWriter().writeString(new byte[16]).writeUint32(rounds).toByteArray();
		byte[] file = file("aes256-ctr", "bcrypt", options, 1, publicBlob(), new byte[160]);
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> OpenSshPrivateKey.read(file, "secret"))
			.withMessageContaining(rounds + " rounds");
	}

	@Test
	void refusesMalformedOptions() {
		for (byte[] options : List.of(new byte[0], new byte[7], new byte[9])) {
			byte[] file = file("aes256-ctr", "bcrypt", options, 1, publicBlob(), new byte[160]);
			assertThatExceptionOfType(SshException.class).isThrownBy(() -> OpenSshPrivateKey.read(file, "secret"));
		}
	}

	@Test
	void refusesAnEmptySalt() {
		byte[] options = new WireWriter().writeString(new byte[0]).writeUint32(1).toByteArray();
		byte[] file = file("aes256-ctr", "bcrypt", options, 1, publicBlob(), new byte[160]);
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> OpenSshPrivateKey.read(file, "secret"));
	}

	@Test
	void refusesAnUnknownVersion() {
		byte[] file = file("none", "none", new byte[0], 1, publicBlob(), secrets(7, 7, "", 1, 2, 3, 4, 5));
		file[13] = '2';
		assertRefused(file, "version", 0);
	}

	@Test
	void cannotWriteAKeyThatIsKeptElsewhere() {
		Signer elsewhere = new Signer() {

			@Override
			public SshPublicKey publicKey() {
				return OpenSshPrivateKeyTests.this.signer.publicKey();
			}

			@Override
			public List<String> algorithms() {
				return List.of();
			}

			@Override
			public byte[] sign(String algorithm, byte[] data) {
				return data;
			}

		};
		assertThatIllegalArgumentException().isThrownBy(() -> OpenSshPrivateKey.write(elsewhere, "", null));
	}

	private void assertRefused(byte[] secrets, String message) {
		assertRefused(file("none", "none", new byte[0], 1, publicBlob(), secrets), message, 0);
	}

	private void assertRefused(byte[] file, String message, int more) {
		assertThatExceptionOfType(SshException.class).isThrownBy(() -> read(file, more)).withMessageContaining(message);
	}

	private Signer readSecrets(byte[] secrets) throws SshException {
		return read(file("none", "none", new byte[0], 1, publicBlob(), secrets), 0);
	}

	private static Signer read(byte[] file, int more) throws SshException {
		return OpenSshPrivateKey.read(Arrays.copyOf(file, file.length + more), null);
	}

	private byte[] publicBlob() {
		return this.signer.publicKey().blob();
	}

	private static byte[] file(String cipher, String kdf, byte[] options, int keys, byte[] publicBlob, byte[] secrets) {
		return new WireWriter().writeBytes("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII))
			.writeText(cipher)
			.writeText(kdf)
			.writeString(options)
			.writeUint32(keys)
			.writeString(publicBlob)
			.writeString(secrets)
			.toByteArray();
	}

	private byte[] secrets(int check, int secondCheck, String comment, int... padding) {
		WireWriter writer = new WireWriter().writeUint32(check).writeUint32(secondCheck);
		this.signer.writePrivate(writer);
		writer.writeText(comment);
		for (int value : padding) {
			writer.writeByte(value);
		}
		return writer.toByteArray();
	}

}

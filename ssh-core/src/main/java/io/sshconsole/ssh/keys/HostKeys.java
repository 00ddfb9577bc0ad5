package io.sshconsole.ssh.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.sshconsole.ssh.wire.SshException;

/**
 * The files that hold a server's host keys. A private key is never in a file that others
 * can read, not even for a moment, and an existing one is never replaced: clients would
 * take the server for an impostor.
 */
public final class HostKeys {

	private static final String FILE_NAME = "ssh_host_ed25519_key";

	private static final String CERTIFICATE = "-cert.pub";

	private static final String COMMENT = "ssh-console";

	private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(PosixFilePermission.OWNER_READ,
			PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

	private HostKeys() {
	}

	/**
	 * Reads private keys that are not encrypted, and their certificates, which are beside
	 * them in files with {@code -cert.pub} behind the name.
	 * @param files the files of the keys
	 * @return the keys in the same order, each behind its certificate if it has one
	 * @throws IOException if a file cannot be read, is not a private key, gives group or
	 * others any access, or if a certificate is not one of its key for hosts
	 */
	public static List<Signer> load(Path... files) throws IOException {
		List<Signer> keys = new ArrayList<>();
		for (Path file : files) {
			Signer key = load(file);
			Path certificate = file.resolveSibling(file.getFileName() + CERTIFICATE);
			if (Files.exists(certificate)) {
				keys.add(withCertificate(key, certificate));
			}
			keys.add(key);
		}
		return List.copyOf(keys);
	}

	/**
	 * Joins a host key with its certificate.
	 * @param key the host key
	 * @param text the certificate as ssh-keygen writes it
	 * @return a signer that presents the certificate
	 * @throws SshException if the text is not a certificate of this key for hosts
	 */
	public static Signer withCertificate(Signer key, String text) throws SshException {
		SshPublicKey certificate = SshPublicKey.fromAuthorizedKey(text.strip());
		if (certificate.certificate().filter((claim) -> claim.type() == SshCertificate.Type.HOST).isEmpty()) {
			throw new SshException("It is not a certificate for hosts");
		}
		return key.withCertificate(certificate);
	}

	private static Signer withCertificate(Signer key, Path file) throws IOException {
		try {
			return withCertificate(key, Files.readString(file));
		}
		catch (SshException ex) {
			throw new SshException("Cannot use the certificate " + file + ": " + ex.getMessage(), ex);
		}
	}

	/**
	 * Reads the Ed25519 key of a directory. If there is none it is generated and stored,
	 * with its public key beside it; of several processes that do so at once, one wins
	 * and all of them get its key.
	 * @param directory made for its owner only if it does not exist
	 * @return the key
	 * @throws IOException if the key can be neither read nor stored
	 */
	public static Signer loadOrGenerate(Path directory) throws IOException {
		Path file = directory.resolve(FILE_NAME);
		if (Files.notExists(file)) {
			createDirectories(directory);
			store(generate(), directory);
		}
		return load(file);
	}

	/**
	 * Generates an Ed25519 key that is in memory only.
	 * @return a new key
	 */
	public static Signer generate() {
		return Ed25519Signer.generate(new SecureRandom());
	}

	private static Signer load(Path file) throws IOException {
		requireOwnerOnly(file);
		try {
			return PrivateKeyReader.read(Files.readString(file), null);
		}
		catch (SshException ex) {
			throw new SshException("Cannot read the private key " + file + ": " + ex.getMessage(), ex);
		}
	}

	private static void requireOwnerOnly(Path file) throws IOException {
		if (isPosix(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
			throw new SshException(
					"Group or others have access to the private key " + file + ": deny it with chmod 600 " + file);
		}
	}

	private static void createDirectories(Path directory) throws IOException {
		if (!Files.isDirectory(directory)) {
			Files.createDirectories(directory, mode(directory, "rwx------"));
		}
	}

	/**
	 * Writes a complete file beside the place where the key will be, then gives it its
	 * name, so that nobody ever reads half a key.
	 */
	private static void store(Signer key, Path directory) throws IOException {
		Path complete = newFile(directory, "rw-------", OpenSshPrivateKey.write(key, COMMENT, null));
		try {
			nameUnlessExists(complete, directory.resolve(FILE_NAME));
		}
		catch (FileAlreadyExistsException ex) {
			return;
		}
		finally {
			Files.deleteIfExists(complete);
		}
		Path publicFile = newFile(directory, "rw-r--r--", key.publicKey().toAuthorizedKey(COMMENT) + "\n");
		Files.move(publicFile, directory.resolve(FILE_NAME + ".pub"), StandardCopyOption.REPLACE_EXISTING);
	}

	/**
	 * Gives a file a second name. Unlike a move, a hard link fails when the name is
	 * taken, in one step; some file systems have none, there a short race is left.
	 */
	private static void nameUnlessExists(Path complete, Path file) throws IOException {
		try {
			Files.createLink(file, complete);
		}
		catch (FileAlreadyExistsException ex) {
			throw ex;
		}
		catch (UnsupportedOperationException | FileSystemException ex) {
			Files.move(complete, file);
		}
	}

	private static Path newFile(Path directory, String permissions, String text) throws IOException {
		Path file = Files.createTempFile(directory, FILE_NAME, ".new", mode(directory, permissions));
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
			while (bytes.hasRemaining()) {
				channel.write(bytes);
			}
			// A crash must not leave an empty file under the key's name
			channel.force(true);
		}
		catch (IOException ex) {
			Files.deleteIfExists(file);
			throw ex;
		}
		return file;
	}

	private static FileAttribute<?>[] mode(Path place, String permissions) {
		return isPosix(place)
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: new FileAttribute<?>[0];
	}

	private static boolean isPosix(Path place) {
		return place.getFileSystem().supportedFileAttributeViews().contains("posix");
	}

}

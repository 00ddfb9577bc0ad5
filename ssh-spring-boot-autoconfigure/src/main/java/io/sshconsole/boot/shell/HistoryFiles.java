package io.sshconsole.boot.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A directory with the lines that users have typed: one file per user, which nobody but
 * the account of the server may read.
 */
public final class HistoryFiles {

	private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS = EnumSet.of(PosixFilePermission.GROUP_WRITE,
			PosixFilePermission.OTHERS_WRITE);

	/**
	 * Longest part of a name that every file system takes, the suffix and that of a
	 * temporary file included.
	 */
	private static final int MAX_NAME_LENGTH = 200;

	private final Path directory;

	private final int size;

	/**
	 * Held while a file is read or written: the sessions of one user share it.
	 */
	private final ReentrantLock lock = new ReentrantLock();

	private HistoryFiles(Path directory, int size) {
		this.directory = directory;
		this.size = size;
	}

	/**
	 * Opens a directory.
	 * @param directory made for its owner alone if it does not exist
	 * @param size how many lines of each user are kept
	 * @return the files in it
	 * @throws IOException if it cannot be made or written, or others may write there:
	 * they could put a link in the place of a file
	 */
	public static HistoryFiles in(Path directory, int size) throws IOException {
		if (!Files.isDirectory(directory)) {
			Files.createDirectories(directory, mode(directory, "rwx------"));
		}
		if (!Files.isWritable(directory)) {
			throw new IOException("It is not writable");
		}
		if (isPosix(directory)
				&& Files.getPosixFilePermissions(directory).stream().anyMatch(WRITABLE_BY_OTHERS::contains)) {
			throw new IOException("Group or others may write there: deny it with chmod 700 " + directory);
		}
		return new HistoryFiles(directory, size);
	}

	/**
	 * Returns the file of a user.
	 * @param user any name
	 * @return the file, which need not exist
	 */
	HistoryFile of(String user) {
		return new HistoryFile(this.directory.resolve(name(user)), this.size, this.lock);
	}

	/**
	 * Makes a name of a file with which no user leaves the directory or meets another:
	 * there are file systems that take capital letters for small ones.
	 */
	static String name(String user) {
		StringBuilder name = new StringBuilder();
		for (byte b : user.getBytes(StandardCharsets.UTF_8)) {
			boolean plain = b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || "-_.@".indexOf(b) >= 0;
			name.append(plain ? String.valueOf((char) b) : String.format("%%%02x", b));
		}
		return ((name.length() <= MAX_NAME_LENGTH) ? name.toString() : "%sha256-" + digest(user)) + ".history";
	}

	private static String digest(String user) {
		try {
			byte[] name = user.getBytes(StandardCharsets.UTF_8);
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(name));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static FileAttribute<?>[] mode(Path place, String permissions) {
		return isPosix(place)
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: new FileAttribute<?>[0];
	}

	static boolean isPosix(Path place) {
		return place.getFileSystem().supportedFileAttributeViews().contains("posix");
	}

}

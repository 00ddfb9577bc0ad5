package io.sshconsole.boot.recording;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file while it is written. Servers in other processes see that by its lock, which ends
 * with the process, however that ends.
 */
final class RecordingFile implements Closeable {

	private static final Logger logger = LoggerFactory.getLogger(RecordingFile.class);

	/**
	 * The byte that is locked. No file ever has it, so that nobody is kept from reading
	 * where locks are not only advice.
	 */
	private static final long LOCKED = Long.MAX_VALUE - 1;

	/**
	 * The files of all servers in this process. It must not even look for a lock on them:
	 * POSIX takes all locks of a process from a file that it closes.
	 */
	private static final Set<Path> written = ConcurrentHashMap.newKeySet();

	private final Path path;

	private final FileOutputStream out;

	private RecordingFile(Path path, FileOutputStream out) {
		this.path = path;
		this.out = out;
	}

	/**
	 * Makes a file that did not exist.
	 * @param path without links, so that each file has one
	 * @param attributes what it has from the beginning
	 * @return the file, empty
	 * @throws FileAlreadyExistsException if there is one
	 * @throws IOException if it cannot be made
	 */
	static RecordingFile create(Path path, FileAttribute<?>... attributes) throws IOException {
		if (!written.add(path)) {
			throw new FileAlreadyExistsException(path.toString());
		}
		try {
			Files.createFile(path, attributes);
			return open(path);
		}
		catch (IOException ex) {
			written.remove(path);
			throw ex;
		}
	}

	/**
	 * Opens a file. Not as a channel: that would be closed when a thread writes that was
	 * interrupted, as those of cancelled commands are.
	 */
	private static RecordingFile open(Path path) throws IOException {
		FileOutputStream out = new FileOutputStream(path.toFile(), true);
		try {
			out.getChannel().tryLock(LOCKED, 1, false);
		}
		catch (IOException ex) {
			logger.debug("The file system of {} has no locks", path, ex);
		}
		return new RecordingFile(path, out);
	}

	/**
	 * Deletes a file, unless a server writes it.
	 * @param path the file
	 * @return whether it is gone
	 * @throws IOException if it cannot be deleted
	 */
	static boolean delete(Path path) throws IOException {
		if (written.contains(path)) {
			return false;
		}
		// Shared: two servers that delete the same must not take each other for its
		// writer
		try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
			if (isLocked(channel, path)) {
				return false;
			}
			Files.deleteIfExists(path);
			return true;
		}
		catch (NoSuchFileException ex) {
			return true;
		}
	}

	/**
	 * Tells whether another server writes the file. Where there are no locks nobody can
	 * tell, and old files must go all the same: the directory is of one server alone
	 * there.
	 */
	private static boolean isLocked(FileChannel channel, Path path) {
		try {
			return channel.tryLock(LOCKED, 1, true) == null;
		}
		catch (OverlappingFileLockException ex) {
			return true;
		}
		catch (IOException ex) {
			logger.debug("The file system of {} has no locks", path, ex);
			return false;
		}
	}

	Path path() {
		return this.path;
	}

	OutputStream out() {
		return this.out;
	}

	@Override
	public void close() throws IOException {
		try {
			this.out.close();
		}
		finally {
			written.remove(this.path);
		}
	}

}

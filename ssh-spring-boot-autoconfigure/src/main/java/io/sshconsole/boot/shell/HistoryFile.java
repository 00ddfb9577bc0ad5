package io.sshconsole.boot.shell;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines of one user in a file, oldest first, each in a line of its own. A file that
 * cannot be read or written costs the user the history, and nothing else.
 */
final class HistoryFile {

	private static final Logger logger = LoggerFactory.getLogger(HistoryFile.class);

	/**
	 * Longest line that is kept. Somebody may paste a file by accident, and each user
	 * could cost that much space again and again.
	 */
	static final int MAX_LENGTH = 4096;

	private static final String OWNER_ONLY = "rw-------";

	private static final Set<OpenOption> APPEND = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND,
			LinkOption.NOFOLLOW_LINKS);

	private final Path file;

	private final int size;

	private final ReentrantLock lock;

	/**
	 * How many lines this session has added since the file was last shortened.
	 */
	private int added;

	HistoryFile(Path file, int size, ReentrantLock lock) {
		this.file = file;
		this.size = size;
		this.lock = lock;
	}

	/**
	 * Reads the file, and shortens it when it has become twice as long as it may be.
	 * @return the newest lines
	 */
	List<String> read() {
		this.lock.lock();
		try {
			if (!exists()) {
				return List.of();
			}
			List<String> lines = new String(Files.readAllBytes(this.file), StandardCharsets.UTF_8).lines().toList();
			List<String> newest = lines.subList(Math.max(0, lines.size() - this.size), lines.size());
			if (lines.size() > 2 * this.size) {
				replace(newest);
			}
			return newest.stream().map(HistoryFile::decode).toList();
		}
		catch (IOException ex) {
			logger.warn("The history {} cannot be read: {}", this.file, ex.toString());
			return List.of();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Adds a line, unless it is too long.
	 * @param line the line, which may have line breaks
	 */
	void append(String line) {
		if (line.length() > MAX_LENGTH) {
			return;
		}
		this.lock.lock();
		try {
			exists();
			try (SeekableByteChannel channel = Files.newByteChannel(this.file, APPEND,
					HistoryFiles.mode(this.file, OWNER_ONLY))) {
				write(channel, encode(line) + "\n");
			}
		}
		catch (IOException ex) {
			logger.warn("The history {} cannot be written: {}", this.file, ex.toString());
		}
		finally {
			this.lock.unlock();
		}
		if (++this.added > this.size) {
			this.added = 0;
			read();
		}
	}

	/**
	 * Forgets all lines.
	 */
	void delete() {
		this.lock.lock();
		try {
			Files.deleteIfExists(this.file);
		}
		catch (IOException ex) {
			logger.warn("The history {} cannot be deleted: {}", this.file, ex.toString());
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Looks whether there is a file, and takes away what others may do with it.
	 */
	private boolean exists() throws IOException {
		if (Files.notExists(this.file, LinkOption.NOFOLLOW_LINKS)) {
			return false;
		}
		if (!Files.isRegularFile(this.file, LinkOption.NOFOLLOW_LINKS)) {
			throw new IOException("It is not a regular file");
		}
		if (HistoryFiles.isPosix(this.file)) {
			Files.setPosixFilePermissions(this.file, PosixFilePermissions.fromString(OWNER_ONLY));
		}
		return true;
	}

	private void replace(List<String> encoded) throws IOException {
		Path shorter = Files.createTempFile(this.file.toAbsolutePath().getParent(), "history", ".new",
				HistoryFiles.mode(this.file, OWNER_ONLY));
		try {
			Files.writeString(shorter, String.join("\n", encoded) + "\n");
			Files.move(shorter, this.file, StandardCopyOption.REPLACE_EXISTING);
		}
		finally {
			Files.deleteIfExists(shorter);
		}
	}

	private static void write(SeekableByteChannel channel, String text) throws IOException {
		ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
		while (bytes.hasRemaining()) {
			channel.write(bytes);
		}
	}

	private static String encode(String line) {
		return line.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
	}

	private static String decode(String line) {
		StringBuilder decoded = new StringBuilder(line.length());
		for (int i = 0; i < line.length(); i++) {
			char c = line.charAt(i);
			if (c == '\\' && i + 1 < line.length()) {
				char escaped = line.charAt(++i);
				decoded.append((escaped == 'n') ? '\n' : (escaped == 'r') ? '\r' : escaped);
			}
			else {
				decoded.append(c);
			}
		}
		return decoded.toString();
	}

}

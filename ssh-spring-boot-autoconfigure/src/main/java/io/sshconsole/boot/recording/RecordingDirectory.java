package io.sshconsole.boot.recording;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory with the files of recordings, which nobody but the account of the server
 * may read. What is too old, or too much, is deleted at the start, and when files are
 * made.
 */
final class RecordingDirectory {

	private static final Logger logger = LoggerFactory.getLogger(RecordingDirectory.class);

	/**
	 * Names of our files. Nothing else is deleted.
	 */
	private static final Pattern NAME = Pattern.compile("\\d{8}T\\d{6}Z-[A-Za-z0-9_-]+\\.cast");

	private static final Duration BETWEEN_CLEANINGS = Duration.ofHours(1);

	private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS = Set.of(PosixFilePermission.GROUP_WRITE,
			PosixFilePermission.OTHERS_WRITE);

	private final Path directory;

	private final RecordingSettings settings;

	private final Clock clock;

	/**
	 * The files that are being written.
	 */
	private final Set<Path> open = ConcurrentHashMap.newKeySet();

	private volatile Instant cleaned = Instant.MIN;

	/**
	 * Opens the directory.
	 * @param settings says where it is; it is made for its owner alone if it does not
	 * exist
	 * @param clock tells how old files are
	 * @throws IOException if it cannot be made or written, or others may write there:
	 * they could delete what is recorded of them
	 */
	RecordingDirectory(RecordingSettings settings, Clock clock) throws IOException {
		this.directory = settings.directory();
		this.settings = settings;
		this.clock = clock;
		if (!Files.isDirectory(this.directory)) {
			Files.createDirectories(this.directory, mode("rwx------"));
		}
		if (!Files.isWritable(this.directory)) {
			throw new IOException("It is not writable");
		}
		if (isPosix()
				&& Files.getPosixFilePermissions(this.directory).stream().anyMatch(WRITABLE_BY_OTHERS::contains)) {
			throw new IOException("Group or others may write there: deny it with chmod 700 " + this.directory);
		}
		clean();
	}

	private FileAttribute<?>[] mode(String permissions) {
		return isPosix()
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: new FileAttribute<?>[0];
	}

	private boolean isPosix() {
		return this.directory.getFileSystem().supportedFileAttributeViews().contains("posix");
	}

	/**
	 * Makes a file that did not exist: sessions of an earlier run had the same names.
	 * @param name what it should be called, without {@code .cast}
	 * @return the file, until {@link #close}
	 */
	Path create(String name) throws IOException {
		Instant last = this.cleaned;
		if (this.clock.instant().isAfter(last.plus(BETWEEN_CLEANINGS))) {
			clean();
		}
		for (int i = 1;; i++) {
			Path file = this.directory.resolve(name + ((i > 1) ? "_" + i : "") + ".cast");
			try {
				this.open.add(file);
				return Files.createFile(file, mode("rw-------"));
			}
			catch (FileAlreadyExistsException ex) {
				this.open.remove(file);
				if (i == 100) {
					throw ex;
				}
			}
			catch (IOException ex) {
				this.open.remove(file);
				throw ex;
			}
		}
	}

	/**
	 * Opens a file. Not as a channel: that would be closed when a thread writes that was
	 * interrupted, as those of cancelled commands are.
	 */
	static OutputStream append(Path file) throws IOException {
		return new FileOutputStream(file.toFile(), true);
	}

	/**
	 * Says that a file is not written any more.
	 */
	void close(Path file) {
		this.open.remove(file);
	}

	/**
	 * Deletes what is too old, then the oldest of what is too much. A directory that
	 * cannot be read keeps nobody from recording.
	 */
	void clean() {
		Instant now = this.clock.instant();
		this.cleaned = now;
		try {
			List<Recorded> files = files();
			long total = files.stream().mapToLong(Recorded::size).sum();
			Duration maxAge = this.settings.maxAge();
			long maxTotal = this.settings.maxTotalSize().toBytes();
			for (Recorded file : files) {
				boolean tooOld = !maxAge.isZero() && file.modified().isBefore(now.minus(maxAge));
				boolean tooMuch = maxTotal > 0 && total > maxTotal;
				if ((tooOld || tooMuch) && !this.open.contains(file.path())) {
					Files.deleteIfExists(file.path());
					logger.info("Deleted the recording {}: {}", file.path().getFileName(),
							tooOld ? "it is too old" : "there are too many");
					total -= file.size();
				}
			}
		}
		catch (IOException ex) {
			logger.warn("Old recordings in {} cannot be deleted", this.directory, ex);
		}
	}

	/**
	 * Finds our files, the oldest first.
	 */
	private List<Recorded> files() throws IOException {
		List<Recorded> files = new ArrayList<>();
		try (DirectoryStream<Path> entries = Files.newDirectoryStream(this.directory)) {
			for (Path path : entries) {
				if (NAME.matcher(path.getFileName().toString()).matches()) {
					find(path).ifPresent(files::add);
				}
			}
		}
		catch (DirectoryIteratorException ex) {
			throw ex.getCause();
		}
		files.sort(Comparator.comparing(Recorded::modified));
		return files;
	}

	private static Optional<Recorded> find(Path path) throws IOException {
		try {
			BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class,
					LinkOption.NOFOLLOW_LINKS);
			return attributes.isRegularFile()
					? Optional.of(new Recorded(path, attributes.size(), attributes.lastModifiedTime().toInstant()))
					: Optional.empty();
		}
		catch (NoSuchFileException ex) {
			// Somebody has just deleted it
			return Optional.empty();
		}
	}

	/**
	 * A file that was found.
	 */
	private record Recorded(Path path, long size, Instant modified) {

	}

}

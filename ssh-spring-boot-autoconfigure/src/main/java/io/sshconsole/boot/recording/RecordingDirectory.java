package io.sshconsole.boot.recording;

import java.io.IOException;
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
 * made. Several servers may have the same one.
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

	/**
	 * The directories that some thread of this process cleans at the moment. Two would
	 * delete twice as much, or find the locks of each other.
	 */
	private static final Set<Path> cleaning = ConcurrentHashMap.newKeySet();

	private final Path directory;

	private final RecordingSettings settings;

	private final Clock clock;

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
		this.settings = settings;
		this.clock = clock;
		if (!Files.isDirectory(settings.directory())) {
			Files.createDirectories(settings.directory(), mode("rwx------"));
		}
		// Servers that name it differently mean the same files
		this.directory = settings.directory().toRealPath();
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
		return this.settings.directory().getFileSystem().supportedFileAttributeViews().contains("posix");
	}

	/**
	 * Makes a file that did not exist: sessions of an earlier run, and of other servers,
	 * have the same names.
	 * @param name what it should be called, without {@code .cast}
	 * @return the file, for its owner alone
	 */
	RecordingFile create(String name) throws IOException {
		Instant last = this.cleaned;
		if (this.clock.instant().isAfter(last.plus(BETWEEN_CLEANINGS))) {
			clean();
		}
		for (int i = 1;; i++) {
			try {
				return RecordingFile.create(this.directory.resolve(name + ((i > 1) ? "_" + i : "") + ".cast"),
						mode("rw-------"));
			}
			catch (FileAlreadyExistsException ex) {
				if (i == 100) {
					throw ex;
				}
			}
		}
	}

	/**
	 * Deletes what is too old, then the oldest of what is too much. A directory that
	 * cannot be read keeps nobody from recording.
	 */
	void clean() {
		if (!cleaning.add(this.directory)) {
			return;
		}
		this.cleaned = this.clock.instant();
		try {
			clean(files(), this.cleaned);
		}
		catch (IOException ex) {
			logger.warn("Old recordings in {} cannot be deleted", this.directory, ex);
		}
		finally {
			cleaning.remove(this.directory);
		}
	}

	private void clean(List<Recorded> files, Instant now) {
		long total = files.stream().mapToLong(Recorded::size).sum();
		Duration maxAge = this.settings.maxAge();
		long maxTotal = this.settings.maxTotalSize().toBytes();
		for (Recorded file : files) {
			boolean tooOld = !maxAge.isZero() && file.modified().isBefore(now.minus(maxAge));
			boolean tooMuch = maxTotal > 0 && total > maxTotal;
			if ((tooOld || tooMuch) && file.isBegun(now)
					&& delete(file.path(), tooOld ? "it is too old" : "there are too many")) {
				total -= file.size();
			}
		}
	}

	/**
	 * Deletes a file. One that cannot be deleted keeps no other from that.
	 */
	private static boolean delete(Path file, String reason) {
		try {
			boolean gone = RecordingFile.delete(file);
			if (gone) {
				logger.info("Deleted the recording {}: {}", file.getFileName(), reason);
			}
			return gone;
		}
		catch (IOException ex) {
			logger.warn("The recording {} cannot be deleted: {}", file.getFileName(), reason, ex);
			return false;
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

		/**
		 * A file is empty until its server has locked it.
		 */
		boolean isBegun(Instant now) {
			return this.size > 0 || this.modified.isBefore(now.minus(BETWEEN_CLEANINGS));
		}

	}

}

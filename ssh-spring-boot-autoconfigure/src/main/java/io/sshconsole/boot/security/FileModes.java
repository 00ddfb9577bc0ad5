package io.sshconsole.boot.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;

/**
 * Refuses files that somebody else could have written (sshd's {@code StrictModes}): who
 * can write a list of keys can log in. That goes for the directories above the file as
 * well, because whoever can write those can put another file in its place.
 */
final class FileModes {

	private static final int OTHERS_WRITE = 0022;

	/**
	 * In a directory with this bit everybody can write, but only replace what is his own.
	 */
	private static final int STICKY = 01000;

	private static final String VIEW = "unix";

	private FileModes() {
	}

	/**
	 * Verifies a file.
	 * @param resource the file; anything else passes, and so does a file system without
	 * such modes
	 * @throws IOException if group or others can write it or replace it
	 */
	static void verify(Resource resource) throws IOException {
		if (!resource.isFile() || !resource.exists()) {
			return;
		}
		Path file = resource.getFile().toPath().toRealPath();
		if (!file.getFileSystem().supportedFileAttributeViews().contains(VIEW)) {
			return;
		}
		if ((mode(file) & OTHERS_WRITE) != 0) {
			throw refused(file);
		}
		for (@Nullable
		Path parent = file.getParent(); parent != null; parent = parent.getParent()) {
			int mode = mode(parent);
			if ((mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0) {
				throw refused(parent);
			}
		}
	}

	private static int mode(Path path) throws IOException {
		return (Integer) Files.getAttribute(path, VIEW + ":mode");
	}

	private static IOException refused(Path path) {
		return new IOException("Group or others can write " + path + ": deny it with chmod go-w " + path);
	}

}

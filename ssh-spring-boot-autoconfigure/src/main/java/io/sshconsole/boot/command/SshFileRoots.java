package io.sshconsole.boot.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The directories whose files commands may be given by name: {@code root:path/name}.
 * Nothing outside of them is reached, neither by {@code ..} nor through links. It also
 * offers the names while they are typed.
 *
 * @param roots the directories by name
 */
public record SshFileRoots(Map<String, Path> roots) implements SshCompletionProvider {

	/**
	 * Names that are offered at once: nobody reads more, and a directory may have
	 * millions.
	 */
	private static final int MAX_OFFERS = 200;

	public SshFileRoots {
		roots = Map.copyOf(roots);
	}

	/**
	 * Finds a file.
	 * @param name {@code root:path/name}
	 * @return the file without links; it existed a moment ago
	 * @throws SshUsageException if there is no such file below a root
	 */
	public Path resolve(String name) throws SshUsageException {
		int separator = name.indexOf(':');
		Path root = (separator > 0) ? this.roots.get(name.substring(0, separator)) : null;
		if (root == null) {
			throw new SshUsageException("Invalid file '" + name + "': "
					+ (this.roots.isEmpty() ? "no files can be named here" : "expected one of " + String.join(", ",
							this.roots.keySet().stream().sorted().map((key) -> key + ":…").toList())));
		}
		try {
			Path real = root.toRealPath();
			Path file = real.resolve(relative(name, separator)).toRealPath();
			if (file.startsWith(real)) {
				return file;
			}
		}
		catch (IOException | InvalidPathException ex) {
			// Whether there is something outside is nobody's business: one message for
			// all
		}
		throw new SshUsageException("There is no file '" + name + "'");
	}

	/**
	 * A path that starts with a separator would replace the root when it is resolved.
	 */
	private static String relative(String name, int separator) {
		return name.substring(separator + 1).replaceFirst("^[/\\\\]+", "");
	}

	@Override
	public List<SshCompletion> complete(SshCompletionRequest request) {
		return complete(request.prefix());
	}

	/**
	 * Offers names.
	 * @param prefix what there is of the name
	 * @return the roots, or the files of the directory that the prefix is in
	 */
	public List<SshCompletion> complete(String prefix) {
		int separator = prefix.indexOf(':');
		if (separator < 0) {
			return this.roots.keySet()
				.stream()
				.sorted()
				.map((root) -> root + ":")
				.filter((root) -> root.startsWith(prefix))
				.map(SshCompletion::of)
				.toList();
		}
		String directory = prefix.substring(0, Math.max(separator, prefix.lastIndexOf('/')) + 1);
		String start = prefix.substring(directory.length());
		try (Stream<Path> files = Files.list(resolve(directory))) {
			return files.filter((file) -> file.getFileName().toString().startsWith(start))
				.map((file) -> directory + file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
				.filter(this::isInside)
				.limit(MAX_OFFERS)
				.sorted()
				.map(SshCompletion::of)
				.toList();
		}
		catch (IOException | SshUsageException ex) {
			return List.of();
		}
	}

	private boolean isInside(String name) {
		try {
			resolve(name);
			return true;
		}
		catch (SshUsageException ex) {
			return false;
		}
	}

}

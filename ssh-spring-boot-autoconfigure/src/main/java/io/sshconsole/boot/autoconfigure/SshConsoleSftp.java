package io.sshconsole.boot.autoconfigure;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.sshconsole.boot.command.SshFileRoots;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Files of the server that users may name.
 *
 * @param roots Directories by name, each with its "path". Arguments of commands name the
 * files in them as "name:path".
 */
public record SshConsoleSftp(@DefaultValue Map<String, Root> roots) {

	private static final PropertyCheck check = new PropertyCheck("sftp.");

	/**
	 * What holds where none of these properties is set. Binding would find the same.
	 */
	static final SshConsoleSftp DEFAULT = new SshConsoleSftp(Map.of());

	public SshConsoleSftp {
		roots = Map.copyOf(roots);
		roots.keySet().forEach((name) -> {
			if (!name.matches("[A-Za-z0-9._-]+")) {
				throw check.invalid("roots." + name, name, "The name is not made of letters, digits and . _ - alone.");
			}
		});
	}

	/**
	 * A directory whose files users may name.
	 *
	 * @param path Location of the directory.
	 */
	public record Root(Path path) {

	}

	SshFileRoots files() {
		Map<String, Path> paths = new HashMap<>();
		this.roots.forEach((name, root) -> paths.put(name, root.path()));
		return new SshFileRoots(paths);
	}

}

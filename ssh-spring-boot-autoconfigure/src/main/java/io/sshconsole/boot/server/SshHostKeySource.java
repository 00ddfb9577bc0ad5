package io.sshconsole.boot.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.PrivateKeyReader;
import io.sshconsole.ssh.keys.Signer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.io.ResourceLoader;

/**
 * The keys by which clients recognise the server: those that are configured, or one that
 * is generated once.
 */
public final class SshHostKeySource {

	private static final Log logger = LogFactory.getLog(SshHostKeySource.class);

	private static final String BASE64 = "base64:";

	/**
	 * The key that {@link HostKeys#loadOrGenerate} leaves in its directory.
	 */
	private static final String FILE_NAME = "ssh_host_ed25519_key";

	private final ResourceLoader resourceLoader;

	private final List<String> locations;

	private final Path directory;

	/**
	 * Creates the source.
	 * @param resourceLoader resolves the locations
	 * @param locations where the keys are; none to generate one
	 * @param directory where a generated key is kept
	 */
	public SshHostKeySource(ResourceLoader resourceLoader, List<String> locations, Path directory) {
		this.resourceLoader = resourceLoader;
		this.locations = List.copyOf(locations);
		this.directory = directory;
	}

	/**
	 * Loads the keys.
	 * @return at least one key
	 * @throws InvalidHostKeyException if a key is there and cannot be used
	 */
	public List<Signer> load() {
		return this.locations.isEmpty() ? List.of(loadOrGenerate()) : this.locations.stream().map(this::load).toList();
	}

	private Signer load(String location) {
		try {
			String text = this.resourceLoader.getResource(location).getContentAsString(StandardCharsets.UTF_8);
			return PrivateKeyReader.read(text, null);
		}
		catch (IOException ex) {
			throw new InvalidHostKeyException(location.startsWith(BASE64) ? BASE64 + "..." : location, ex);
		}
	}

	private Signer loadOrGenerate() {
		try {
			return HostKeys.loadOrGenerate(this.directory);
		}
		catch (IOException ex) {
			Path file = this.directory.resolve(FILE_NAME);
			if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
				throw new InvalidHostKeyException(file.toString(), ex);
			}
			logger.warn("Host key cannot be stored in '" + this.directory.toAbsolutePath()
					+ "': clients will warn of a changed key after each start (" + ex + ")");
			return HostKeys.generate();
		}
	}

}

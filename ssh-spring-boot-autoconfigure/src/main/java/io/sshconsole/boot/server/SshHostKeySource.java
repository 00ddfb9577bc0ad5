package io.sshconsole.boot.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.PrivateKeyReader;
import io.sshconsole.ssh.keys.Signer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
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

	/**
	 * What is behind the name of a key in the name of its certificate, as ssh-keygen
	 * writes it.
	 */
	private static final String CERTIFICATE = "-cert.pub";

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
	 * Loads the keys, and their certificates from beside them.
	 * @return at least one key, each behind its certificate if it has one
	 * @throws InvalidHostKeyException if a key or a certificate is there and cannot be
	 * used
	 */
	public List<Signer> load() {
		return this.locations.isEmpty() ? loadOrGenerate() : this.locations.stream().flatMap(this::load).toList();
	}

	private Stream<Signer> load(String location) {
		Signer key;
		try {
			key = PrivateKeyReader.read(read(this.resourceLoader.getResource(location)), null);
		}
		catch (IOException ex) {
			throw new InvalidHostKeyException(location.startsWith(BASE64) ? BASE64 + "..." : location, ex);
		}
		return Stream.concat(certificate(key, location).stream(), Stream.of(key));
	}

	private Optional<Signer> certificate(Signer key, String location) {
		String beside = location + CERTIFICATE;
		if (location.startsWith(BASE64) || !this.resourceLoader.getResource(beside).exists()) {
			return Optional.empty();
		}
		try {
			return Optional.of(HostKeys.withCertificate(key, read(this.resourceLoader.getResource(beside))));
		}
		catch (IOException ex) {
			throw new InvalidHostKeyException(beside, ex);
		}
	}

	private static String read(Resource resource) throws IOException {
		return resource.getContentAsString(StandardCharsets.UTF_8);
	}

	/**
	 * Tells how long the oldest of the keys has been there.
	 * @return when its file was written, or empty if a key is in no file
	 */
	public Optional<Instant> oldest() {
		Stream<Resource> files = this.locations.isEmpty()
				? Stream.of(new FileSystemResource(this.directory.resolve(FILE_NAME)))
				: this.locations.stream().map(this.resourceLoader::getResource);
		List<Instant> times = new ArrayList<>();
		for (Resource file : files.toList()) {
			try {
				times.add(Instant.ofEpochMilli(file.lastModified()));
			}
			catch (IOException ex) {
				return Optional.empty();
			}
		}
		return times.stream().min(Comparator.naturalOrder());
	}

	private List<Signer> loadOrGenerate() {
		try {
			Signer key = HostKeys.loadOrGenerate(this.directory);
			boolean certified = Files.exists(this.directory.resolve(FILE_NAME + CERTIFICATE));
			return certified ? HostKeys.load(this.directory.resolve(FILE_NAME)) : List.of(key);
		}
		catch (IOException ex) {
			Path file = this.directory.resolve(FILE_NAME);
			if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
				throw new InvalidHostKeyException(file.toString(), ex);
			}
			logger.warn("Host key cannot be stored in '" + this.directory.toAbsolutePath()
					+ "': clients will warn of a changed key after each start (" + ex + ")");
			return List.of(HostKeys.generate());
		}
	}

}

package io.sshconsole.ssh.interop;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.sshconsole.ssh.kex.AlgorithmPreferences;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code curl}, which stands for libssh2 and can only copy files: it runs {@code scp -f}
 * and {@code scp -t} as commands, which the server understands for this purpose.
 */
final class CurlClient implements Client {

	private static final String ONLY_FILES = "It does nothing but copy files.";

	@Override
	public String name() {
		return "curl (libssh2)";
	}

	@Override
	public boolean isInstalled() {
		return Programs.isInstalled("curl");
	}

	@Override
	public Map<Feature, String> lacks() {
		Map<Feature, String> lacks = new EnumMap<>(Feature.class);
		lacks.put(Feature.MLKEM768, Feature.NO_SUCH_METHOD);
		lacks.put(Feature.SNTRUP761, Feature.NO_SUCH_METHOD);
		lacks.put(Feature.RSA, "It signs with RSA and SHA-1 only, which the server refuses.");
		lacks.put(Feature.EXEC, ONLY_FILES);
		lacks.put(Feature.SHELL, ONLY_FILES);
		lacks.put(Feature.SUBSYSTEM, ONLY_FILES);
		lacks.put(Feature.REKEY_BY_CLIENT, "It never asks.");
		return lacks;
	}

	/**
	 * Version 1.10 has neither an authenticated cipher nor a MAC that covers what is
	 * encrypted.
	 */
	@Override
	public AlgorithmPreferences algorithms() {
		return AlgorithmPreferences.COMPATIBLE;
	}

	@Override
	public Conversation open(Visit visit) {
		throw new UnsupportedOperationException(ONLY_FILES);
	}

	@Override
	public void show(Feature feature, Visit visit) throws Exception {
		switch (feature) {
			case UPLOAD -> upload(visit, Feature.MUCH);
			case DOWNLOAD -> download(visit, Feature.MUCH);
			case REKEY_BY_SERVER -> {
				try (KeyExchanges exchanges = new KeyExchanges()) {
					upload(visit, Feature.SOME);
					download(visit, Feature.SOME);
					// Each copy is a connection and has a first exchange
					assertThat(exchanges.count()).isGreaterThan(3);
				}
			}
			default -> download(visit, 10);
		}
	}

	private static void download(Visit visit, long length) throws Exception {
		try (Conversation session = start(visit, List.of(), length)) {
			assertThat(Pattern.check(session.output())).isEqualTo(length);
			assertThat(session.awaitStatus()).as(session.readErrors()).isZero();
		}
	}

	/**
	 * Sends a file. The server says at the end whether all of it is right.
	 */
	private static void upload(Visit visit, long length) throws Exception {
		Path file = visit.directory().resolve("upload");
		try (OutputStream out = Files.newOutputStream(file)) {
			Pattern.write(out, length, (position) -> {
			});
		}
		try (Conversation session = start(visit, List.of("-T", file.toString()), length)) {
			assertThat(session.awaitStatus()).as(session.readErrors()).isZero();
		}
	}

	private static Conversation start(Visit visit, List<String> options, long length) throws Exception {
		visit.file(".ssh/known_hosts",
				"[127.0.0.1]:" + visit.port() + " " + visit.hostKey().toAuthorizedKey("") + "\n");
		List<String> line = new ArrayList<>(List.of("curl", "-q", "-sS"));
		line.addAll(options);
		if (visit.key() != null) {
			line.addAll(List.of("-u", InteropServer.USER + ":", "--key", visit.key().toString(), "--pubkey",
					visit.key() + ".pub"));
		}
		else {
			line.addAll(List.of("-u", InteropServer.USER + ":" + InteropServer.PASSWORD));
		}
		line.add("scp://127.0.0.1:" + visit.port() + "/" + length);
		return Conversation.of(Programs.start(line, visit.directory(), Map.of()));
	}

}

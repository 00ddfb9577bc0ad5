package io.sshconsole.ssh.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A library for Python, driven by a script of ours that has an {@code ssh}'s standard
 * streams and exit status. The interpreter is the system's own, which has the system's
 * packages.
 *
 * @param name what people call it
 * @param module the name of its module and of the script
 * @param remarks what has to be said about what it can do
 */
record PythonClient(String name, String module, Map<Feature, String> remarks) implements Client {

	private static final String INTERPRETER = "/usr/bin/python3";

	static PythonClient paramiko() {
		return new PythonClient("Paramiko", "paramiko", Map.of());
	}

	static PythonClient asyncSsh() {
		String repaired = "Shown with the repair of AsyncSSH 2.15: without it, Debian's version goes on sending data "
				+ "during a key exchange, for which the server ends the connection (RFC 4253 §7.1).";
		return new PythonClient("AsyncSSH", "asyncssh",
				Map.of(Feature.REKEY_BY_SERVER, repaired, Feature.REKEY_BY_CLIENT, repaired));
	}

	@Override
	public Map<Feature, String> lacks() {
		return Map.of(Feature.MLKEM768, Feature.NO_SUCH_METHOD, Feature.SNTRUP761, Feature.NO_SUCH_METHOD);
	}

	@Override
	public boolean isInstalled() throws Exception {
		return Files.isExecutable(Path.of(INTERPRETER)) && new ProcessBuilder(INTERPRETER, "-c",
				"import importlib.util, sys; sys.exit(not importlib.util.find_spec('" + this.module + "'))")
			.start()
			.waitFor() == 0;
	}

	@Override
	public Conversation open(Visit visit) throws Exception {
		Path script = Path.of(PythonClient.class.getResource("/interop/" + this.module + "_client.py").toURI());
		List<String> line = List.of(INTERPRETER, "-W", "ignore", script.toString(), String.valueOf(visit.port()),
				InteropServer.USER, visit.knownHosts("[127.0.0.1]:" + visit.port()).toString(),
				(visit.key() != null) ? visit.key().toString() : "", visit.kind().name().toLowerCase(Locale.ROOT),
				visit.command(), visit.rekeys() ? String.valueOf(Visit.REKEY_BYTES) : "");
		return Conversation
			.of(Programs.start(line, visit.directory(), Map.of("TEST_PASSWORD", InteropServer.PASSWORD)));
	}

}

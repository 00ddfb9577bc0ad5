package io.sshconsole.ssh.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Dropbear's {@code dbclient}.
 */
final class DropbearClient implements Client {

	@Override
	public String name() {
		return "Dropbear";
	}

	@Override
	public boolean isInstalled() {
		return Programs.isInstalled("dbclient") && Programs.isInstalled("dropbearconvert");
	}

	@Override
	public Map<Feature, String> lacks() {
		return Map.of(Feature.MLKEM768, Feature.NO_SUCH_METHOD, Feature.SNTRUP761, Feature.NO_SUCH_METHOD,
				Feature.REKEY_BY_CLIENT, "It asks only after 1 GiB or eight hours.");
	}

	@Override
	public Conversation open(Visit visit) throws Exception {
		visit.file(".ssh/known_hosts", "127.0.0.1 " + visit.hostKey().toAuthorizedKey("") + "\n");
		List<String> line = new ArrayList<>(
				List.of("dbclient", "-p", String.valueOf(visit.port()), "-l", InteropServer.USER));
		if (visit.key() != null) {
			line.addAll(List.of("-i", convert(visit.key())));
		}
		switch (visit.kind()) {
			case EXEC -> line.add("-T");
			case SHELL -> line.add("-t");
			case SUBSYSTEM -> line.add("-s");
		}
		line.add("127.0.0.1");
		line.add(visit.command());
		line.remove("");
		if (visit.kind() == Visit.Kind.SHELL) {
			// It insists on having a terminal itself
			line = List.of("script", "-q", "-e", "-c", String.join(" ", line), "/dev/null");
		}
		return Conversation
			.of(Programs.start(line, visit.directory(), Map.of("DROPBEAR_PASSWORD", InteropServer.PASSWORD)));
	}

	private static String convert(Path key) throws Exception {
		String converted = key + ".dropbear";
		Programs.run(List.of("dropbearconvert", "openssh", "dropbear", key.toString(), converted));
		return converted;
	}

}

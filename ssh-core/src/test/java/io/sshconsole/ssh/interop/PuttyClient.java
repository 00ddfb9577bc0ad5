package io.sshconsole.ssh.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * PuTTY's {@code plink}.
 */
final class PuttyClient implements Client {

	@Override
	public String name() {
		return "PuTTY";
	}

	@Override
	public boolean isInstalled() {
		return Programs.isInstalled("plink") && Programs.isInstalled("puttygen");
	}

	@Override
	public Map<Feature, String> lacks() {
		return Map.of(Feature.MLKEM768, Feature.NO_SUCH_METHOD);
	}

	@Override
	public Conversation open(Visit visit) throws Exception {
		visit.file(".putty/sessions/visit", "TerminalType=" + Visit.TERMINAL + "\n"
				+ (visit.rekeys() ? "RekeyBytes=" + Visit.REKEY_BYTES + "\n" : ""));
		List<String> line = new ArrayList<>(List.of("plink", "-load", "visit", "-ssh", "-batch", "-noagent",
				"-no-antispoof", "-P", String.valueOf(visit.port()), "-l", InteropServer.USER, "-hostkey",
				visit.hostKey().fingerprint()));
		if (visit.key() != null) {
			line.addAll(List.of("-i", convert(visit.key())));
		}
		else {
			line.addAll(List.of("-pwfile", visit.file("password", InteropServer.PASSWORD).toString()));
		}
		switch (visit.kind()) {
			case EXEC -> line.add("-T");
			case SHELL -> line.add("-t");
			case SUBSYSTEM -> line.add("-s");
		}
		line.add("127.0.0.1");
		line.add(visit.command());
		line.remove("");
		return Conversation.of(Programs.start(line, visit.directory(), Map.of()));
	}

	private static String convert(Path key) throws Exception {
		String converted = key + ".ppk";
		Programs.run(List.of("puttygen", key.toString(), "-O", "private", "-o", converted));
		return converted;
	}

}

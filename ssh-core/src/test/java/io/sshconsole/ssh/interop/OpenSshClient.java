package io.sshconsole.ssh.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * OpenSSH's {@code ssh}.
 */
final class OpenSshClient implements Client {

	@Override
	public String name() {
		return "OpenSSH";
	}

	@Override
	public boolean isInstalled() {
		return Programs.isInstalled("ssh");
	}

	@Override
	public Map<Feature, String> lacks() {
		return Map.of(Feature.MLKEM768, Feature.NO_SUCH_METHOD);
	}

	@Override
	public Conversation open(Visit visit) throws Exception {
		List<String> line = new ArrayList<>(List.of("ssh", "-F", "none", "-p", String.valueOf(visit.port())));
		option(line, "StrictHostKeyChecking=yes");
		option(line, "UserKnownHostsFile=" + visit.knownHosts("[127.0.0.1]:" + visit.port()));
		option(line, "GlobalKnownHostsFile=/dev/null");
		option(line, "IdentitiesOnly=yes");
		option(line, "IdentityFile=" + ((visit.key() != null) ? visit.key() : "none"));
		if (visit.rekeys()) {
			option(line, "RekeyLimit=" + Visit.REKEY_BYTES);
		}
		switch (visit.kind()) {
			case EXEC -> line.add("-T");
			case SHELL -> line.add("-tt");
			case SUBSYSTEM -> line.add("-s");
		}
		line.add(InteropServer.USER + "@127.0.0.1");
		line.add(visit.command());
		line.remove("");
		return Conversation.of(Programs.start(line, visit.directory(),
				Map.of("SSH_ASKPASS", askPass(visit), "SSH_ASKPASS_REQUIRE", "force")));
	}

	private static void option(List<String> line, String option) {
		line.addAll(List.of("-o", option));
	}

	private static String askPass(Visit visit) throws Exception {
		Path script = visit.file("askpass", "#!/bin/sh\necho '" + InteropServer.PASSWORD + "'\n");
		Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
		return script.toString();
	}

}

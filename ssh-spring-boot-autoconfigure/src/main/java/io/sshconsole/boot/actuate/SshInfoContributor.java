package io.sshconsole.boot.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.sshconsole.ssh.SshServer;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/**
 * Tells where the SSH server listens, and by which keys clients recognise it. Who
 * compares them by another way than SSH is safe from whoever stands in between.
 */
public class SshInfoContributor implements InfoContributor {

	private final Supplier<Optional<SshServer>> server;

	/**
	 * Creates the contributor.
	 * @param server gives the server of the moment, or empty while it is stopped
	 */
	public SshInfoContributor(Supplier<Optional<SshServer>> server) {
		this.server = server;
	}

	@Override
	public void contribute(Info.Builder builder) {
		this.server.get()
			.filter(SshServer::isRunning)
			.ifPresent((server) -> builder.withDetail("sshConsole",
					Map.of("port", server.port(), "hostKeys", hostKeys(server))));
	}

	private static List<Map<String, String>> hostKeys(SshServer server) {
		return server.hostKeys().stream().map((key) -> {
			Map<String, String> described = new LinkedHashMap<>();
			described.put("type", key.type());
			described.put("fingerprint", key.fingerprint());
			return described;
		}).toList();
	}

}

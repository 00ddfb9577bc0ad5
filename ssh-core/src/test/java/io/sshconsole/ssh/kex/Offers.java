package io.sshconsole.ssh.kex;

import java.util.List;

import io.sshconsole.ssh.kex.KexInit.BySender;

/**
 * Offers for tests: what most of them share, to be changed in one place.
 */
final class Offers {

	private List<String> kex = List.of("curve25519-sha256");

	private List<String> hostKeys = List.of("ssh-ed25519");

	private BySender ciphers = BySender.both(List.of("aes256-ctr"));

	private BySender macs = BySender.both(List.of("hmac-sha2-256-etm@openssh.com"));

	private BySender compressions = BySender.both(List.of("none"));

	Offers kex(String... names) {
		this.kex = List.of(names);
		return this;
	}

	Offers hostKeys(String... names) {
		this.hostKeys = List.of(names);
		return this;
	}

	Offers ciphers(List<String> client, List<String> server) {
		this.ciphers = new BySender(client, server);
		return this;
	}

	Offers ciphers(String... names) {
		this.ciphers = BySender.both(List.of(names));
		return this;
	}

	Offers macs(List<String> client, List<String> server) {
		this.macs = new BySender(client, server);
		return this;
	}

	Offers compressions(String... names) {
		this.compressions = BySender.both(List.of(names));
		return this;
	}

	KexInit make() {
		return new KexInit(new byte[0], this.kex, this.hostKeys, this.ciphers, this.macs, this.compressions, false);
	}

}

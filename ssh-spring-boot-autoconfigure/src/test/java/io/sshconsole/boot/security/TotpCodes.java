package io.sshconsole.boot.security;

import java.time.Instant;

/**
 * The authenticator app of a user in tests.
 */
public final class TotpCodes {

	private TotpCodes() {
	}

	public static String now(String secret) {
		return Totp.code(Totp.decode(secret), Instant.now());
	}

}

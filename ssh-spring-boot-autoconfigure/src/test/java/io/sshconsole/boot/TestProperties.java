package io.sshconsole.boot;

/**
 * What every console of a test is told.
 */
public final class TestProperties {

	public static final String ANY_PORT = "ssh-console.port=0";

	/**
	 * Where the first console of all leaves its host key for the others.
	 */
	public static final String HOST_KEY = "ssh-console.host-key-directory=target/host-key";

	private TestProperties() {
	}

}

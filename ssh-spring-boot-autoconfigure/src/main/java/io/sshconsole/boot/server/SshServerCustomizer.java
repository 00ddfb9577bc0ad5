package io.sshconsole.boot.server;

import io.sshconsole.ssh.SshServerBuilder;

/**
 * A last word on the server before it is built. All beans of this type are applied in
 * their order, after the properties.
 */
@FunctionalInterface
public interface SshServerCustomizer {

	/**
	 * Changes the server to be.
	 * @param builder what the server will be made from
	 */
	void customize(SshServerBuilder builder);

}

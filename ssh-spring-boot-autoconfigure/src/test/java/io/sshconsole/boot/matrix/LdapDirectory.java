package io.sshconsole.boot.matrix;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;

/**
 * A directory with the user {@code ada}.
 */
class LdapDirectory implements AutoCloseable {

	private final InMemoryDirectoryServer server;

	LdapDirectory() throws LDAPException, LDIFException {
		InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example");
		config.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig("ldap", 0));
		config.setSchema(null);
		this.server = new InMemoryDirectoryServer(config);
		this.server.add("dn: dc=example", "objectClass: domain", "dc: example");
		this.server.add("dn: " + dn("ada"), "objectClass: person", "uid: ada", "cn: Ada", "sn: L",
				"userPassword: secret");
		this.server.startListening();
	}

	static String dn(String username) {
		return "uid=" + username + ",dc=example";
	}

	String url() {
		return "ldap://127.0.0.1:" + this.server.getListenPort();
	}

	@Override
	public void close() {
		this.server.shutDown(true);
	}

}

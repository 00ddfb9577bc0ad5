package io.sshconsole.ssh.keys;

import java.util.Map;
import java.util.Optional;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;

/**
 * Reads what a user's certificate allows: critical options that must be understood, and
 * extensions that grant what is not granted otherwise (OpenSSH PROTOCOL.certkeys).
 */
final class CertificateOptions {

	private CertificateOptions() {
	}

	/**
	 * Reads both lists.
	 * @param certificate the certificate
	 * @return its permissions
	 * @throws SshException if a critical option is unknown or an option is malformed
	 */
	static KeyPermissions permissions(SshCertificate certificate) throws SshException {
		KeyPermissions.Builder permissions = KeyPermissions.builder().restrict();
		for (Map.Entry<String, byte[]> option : certificate.criticalOptions().entrySet()) {
			readCritical(option.getKey(), option.getValue(), permissions);
		}
		for (Map.Entry<String, byte[]> extension : certificate.extensions().entrySet()) {
			readExtension(extension.getKey(), extension.getValue(), permissions);
		}
		return permissions.build();
	}

	private static void readCritical(String name, byte[] data, KeyPermissions.Builder permissions) throws SshException {
		switch (name) {
			case "force-command" -> permissions.forcedCommand(text(name, data));
			case "source-address" -> permissions.sources(SourceAddresses.ofNetworks(text(name, data)));
			case "verify-required" -> permissions.verificationRequired(flag(name, data));
			default -> throw new SshException("its critical option '" + name + "' is unknown");
		}
	}

	private static void readExtension(String name, byte[] data, KeyPermissions.Builder permissions)
			throws SshException {
		Optional<KeyFeature> feature = KeyFeature.ofExtension(name);
		if (feature.isPresent()) {
			permissions.allow(feature.get(), flag(name, data));
		}
		else if (name.equals("no-touch-required")) {
			permissions.touchRequired(!flag(name, data));
		}
	}

	private static boolean flag(String name, byte[] data) throws SshException {
		if (data.length > 0) {
			throw new SshException("its option '" + name + "' has a value");
		}
		return true;
	}

	private static String text(String name, byte[] data) throws SshException {
		try {
			WireReader reader = new WireReader(data);
			String text = reader.readText();
			reader.expectEnd();
			return text;
		}
		catch (DisconnectException ex) {
			throw new SshException("its option '" + name + "' is malformed", ex);
		}
	}

}

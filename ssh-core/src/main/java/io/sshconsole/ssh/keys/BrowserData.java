package io.sshconsole.ssh.keys;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.WireReader;

/**
 * What a web browser wraps around the data that a security key signs for it (W3C Web
 * Authentication §5.8.1, OpenSSH PROTOCOL.u2f).
 *
 * <pre>
 * signature        …, string origin, string client data, string extensions
 * client data      {"type":"webauthn.get","challenge":"data in Base64","origin":"…"…
 * signed data      …, extensions, SHA-256(client data)
 * </pre>
 *
 * @param origin the web page that asked for it; whom the key serves is decided by its
 * application, which the browser has compared with the origin
 * @param clientData what the browser says that it signed
 * @param extensions what the key says besides
 */
record BrowserData(String origin, byte[] clientData, byte[] extensions) {

	private static final int ATTESTED = 0x40;

	private static final int EXTENDED = 0x80;

	static BrowserData read(WireReader signature) throws DisconnectException {
		return new BrowserData(signature.readText(), signature.readString(), signature.readString());
	}

	/**
	 * Tells whether the browser signed these data. Its text begins in one way only (W3C
	 * Web Authentication §5.8.1.1), so it is compared rather than parsed: two parsers
	 * would not agree about every text. An attestation is made when a key is registered,
	 * it logs nobody in.
	 * @param data what was to be signed
	 * @param flags what the key says that it did
	 * @return whether the client data begin as they must, and go with the flags
	 */
	boolean covers(byte[] data, int flags) {
		boolean extended = (flags & EXTENDED) != 0;
		if (this.origin.contains("\"") || (flags & ATTESTED) != 0 || extended != (this.extensions.length > 0)) {
			return false;
		}
		String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(data);
		byte[] begin = ("{\"type\":\"webauthn.get\",\"challenge\":\"" + challenge + "\",\"origin\":\"" + this.origin
				+ "\"")
			.getBytes(StandardCharsets.UTF_8);
		return this.clientData.length >= begin.length
				&& Arrays.equals(this.clientData, 0, begin.length, begin, 0, begin.length);
	}

}

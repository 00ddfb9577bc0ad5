package io.sshconsole.ssh.keys;

import java.io.IOException;
import java.util.Arrays;

import io.sshconsole.ssh.wire.SshException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/**
 * Private keys as other programs store them, OpenSSL for one (RFC 5958, RFC 8410).
 */
final class Pkcs8 {

	static final String LABEL = "PRIVATE KEY";

	private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

	private Pkcs8() {
	}

	static Signer read(byte[] content) throws SshException {
		byte[] seed;
		byte[] publicKey;
		try {
			PrivateKeyInfo info = PrivateKeyInfo.getInstance(ASN1Sequence.getInstance(content));
			if (!ED25519.equals(info.getPrivateKeyAlgorithm().getAlgorithm())) {
				throw new SshException("A private key of a type that is not supported");
			}
			seed = ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
			publicKey = info.hasPublicKey() ? info.getPublicKeyData().getOctets() : new byte[0];
		}
		catch (SshException ex) {
			throw ex;
		}
		catch (IOException | RuntimeException ex) {
			// Unchecked ones of a dozen types, whatever the parser stumbles over
			throw new SshException("A malformed PKCS#8 private key");
		}
		Ed25519Signer signer = Ed25519Signer.of(seed);
		if (publicKey.length > 0 && !Arrays.equals(publicKey, signer.point())) {
			throw new SshException("The halves of an Ed25519 key pair do not belong together");
		}
		return signer;
	}

}

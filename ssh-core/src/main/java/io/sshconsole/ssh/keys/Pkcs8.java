package io.sshconsole.ssh.keys;

import java.io.IOException;
import java.util.Arrays;

import io.sshconsole.ssh.wire.SshException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Private keys as other programs store them, OpenSSL for one (RFC 5958, RFC 8410).
 */
final class Pkcs8 {

	static final String LABEL = "PRIVATE KEY";

	private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

	private Pkcs8() {
	}

	static Signer read(byte[] content) throws SshException {
		return DerPrivateKey.read(() -> read(PrivateKeyInfo.getInstance(ASN1Sequence.getInstance(content))));
	}

	private static Signer read(PrivateKeyInfo info) throws IOException {
		ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
		if (ED25519.equals(algorithm)) {
			return ed25519(info);
		}
		if (PKCSObjectIdentifiers.rsaEncryption.equals(algorithm)) {
			return DerPrivateKey.rsa(info.parsePrivateKey());
		}
		if (X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm)) {
			return DerPrivateKey.ec(info.parsePrivateKey(), info.getPrivateKeyAlgorithm().getParameters());
		}
		throw new SshException("A private key of a type that is not supported");
	}

	private static Signer ed25519(PrivateKeyInfo info) throws IOException {
		byte[] seed = ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
		byte[] publicKey = info.hasPublicKey() ? info.getPublicKeyData().getOctets() : new byte[0];
		Ed25519Signer signer = Ed25519Signer.of(seed);
		if (publicKey.length > 0 && !Arrays.equals(publicKey, signer.point())) {
			throw new SshException("The halves of an Ed25519 key pair do not belong together");
		}
		return signer;
	}

}

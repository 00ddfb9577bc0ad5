package io.sshconsole.ssh.keys;

import java.io.IOException;

import io.sshconsole.ssh.wire.SshException;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.jspecify.annotations.Nullable;

/**
 * The ASN.1 forms of private keys, which stand alone in old files and inside PKCS#8 in
 * newer ones (RFC 8017 §A.1.2, RFC 5915 §3).
 */
final class DerPrivateKey {

	static final String RSA_LABEL = "RSA PRIVATE KEY";

	static final String EC_LABEL = "EC PRIVATE KEY";

	private DerPrivateKey() {
	}

	static Signer readRsa(byte[] content) throws SshException {
		return read(() -> rsa(ASN1Sequence.getInstance(content)));
	}

	static Signer readEc(byte[] content) throws SshException {
		return read(() -> ec(ASN1Sequence.getInstance(content), null));
	}

	/**
	 * Runs a parser of Bouncy Castle's structures.
	 * @param parser what reads a key
	 * @return the key
	 * @throws SshException if it cannot be read
	 */
	static Signer read(Parser parser) throws SshException {
		try {
			return parser.read();
		}
		catch (SshException ex) {
			throw ex;
		}
		catch (IOException | RuntimeException ex) {
			// Unchecked ones of a dozen types, whatever the parser stumbles over
			throw new SshException("A malformed private key");
		}
	}

	static Signer rsa(ASN1Encodable structure) throws SshException {
		RSAPrivateKey key = RSAPrivateKey.getInstance(structure);
		return RsaSigner.of(key.getModulus(), key.getPublicExponent(), key.getPrivateExponent(), key.getPrime1(),
				key.getPrime2());
	}

	/**
	 * Reads an EC key.
	 * @param structure the key
	 * @param curve the curve's identifier, if it stands outside of the key
	 * @return the key
	 * @throws SshException if its curve is not supported
	 */
	static Signer ec(ASN1Encodable structure, @Nullable ASN1Encodable curve) throws SshException {
		ECPrivateKey key = ECPrivateKey.getInstance(structure);
		ASN1Encodable identifier = (curve != null) ? curve : key.getParametersObject();
		if (!(identifier instanceof ASN1ObjectIdentifier name)) {
			throw new SshException("An EC private key that does not name its curve");
		}
		EcdsaSigner signer = EcdsaSigner.of(EcdsaCurve.identifiedBy(name.getId()), key.getKey());
		ASN1BitString point = key.getPublicKey();
		return (point != null) ? signer.requirePoint(point.getOctets()) : signer;
	}

	/**
	 * What may fail in any way.
	 */
	interface Parser {

		Signer read() throws IOException;

	}

}

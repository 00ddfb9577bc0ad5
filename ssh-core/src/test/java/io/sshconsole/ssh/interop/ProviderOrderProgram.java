package io.sshconsole.ssh.interop;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.sshconsole.ssh.crypto.CipherAlgorithm;
import io.sshconsole.ssh.crypto.MacAlgorithm;
import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.keys.PrivateKeyReader;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.testing.KexOffer;
import io.sshconsole.ssh.testing.KexOffer.NameList;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.TestServer;
import io.sshconsole.ssh.testing.TestUsers;
import io.sshconsole.ssh.transport.TransportConfig;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * A program in which another provider comes first, from the beginning: it exchanges keys
 * on each curve, protects packets by each cipher and code, and signs with each type of
 * key. It prints {@code fine} if all that works and nobody but the runtime's own
 * providers was asked for it.
 */
final class ProviderOrderProgram {

	private static final String PASSPHRASE = "correct horse";

	private ProviderOrderProgram() {
	}

	public static void main(String[] arguments) throws Exception {
		Jealous jealous = new Jealous();
		Provider first = switch (arguments[0]) {
			case "jealous" -> jealous;
			case "bouncy-castle" -> new BouncyCastleProvider();
			default -> throw new IllegalArgumentException(arguments[0]);
		};
		Security.insertProviderAt(first, 1);
		List<Provider> before = List.of(Security.getProviders());
		exchangeAndProtect();
		sign("plain", "ecdsa256", "ecdsa384", "ecdsa521", "rsa", "pkcs8.pem", "rsa-pkcs8.pem");
		require(jealous.asked.isEmpty(), "another provider was asked for " + jealous.asked);
		// Whoever decrypts a file of ours may do it in his own way
		sign("encrypted", "rsa-pkcs8-encrypted.pem");
		require(List.of(Security.getProviders()).equals(before), "the providers have changed");
		System.out.println("fine");
	}

	private static void exchangeAndProtect() throws IOException {
		AlgorithmPreferences all = AlgorithmPreferences.COMPATIBLE
			.withMacs(Arrays.stream(MacAlgorithm.values()).map(MacAlgorithm::algorithmName).toList());
		TransportConfig config = TransportConfig.builder().algorithms(all).build();
		try (TestServer server = TestServer.start((builder) -> builder.config(config))) {
			for (String method : all.kex()) {
				if (!method.startsWith("diffie-hellman")) {
					converse(server, KexOffer.DEFAULT.withMethod(method));
				}
			}
			for (CipherAlgorithm cipher : CipherAlgorithm.values()) {
				KexOffer offer = KexOffer.DEFAULT.withCipher(cipher.algorithmName());
				for (MacAlgorithm mac : MacAlgorithm.values()) {
					if (!cipher.isAuthenticated() || mac == MacAlgorithm.HMAC_SHA2_256) {
						String name = mac.algorithmName();
						converse(server, offer.with(NameList.CLIENT_MACS, name).with(NameList.SERVER_MACS, name));
					}
				}
			}
		}
	}

	private static void converse(TestServer server, KexOffer offer) throws IOException {
		try (ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
			peer.identify().exchangeKeys(offer).requestService().authenticatePublicKey("alice", TestUsers.KEY);
			String text = peer.openSession().exec("echo " + "x".repeat(5000)).readToEnd().text();
			require(text.length() == 5001, "the output is incomplete");
		}
	}

	private static void sign(String... files) throws IOException {
		for (String file : files) {
			sign(file);
		}
	}

	private static void sign(String file) throws IOException {
		try (InputStream in = SshPublicKey.class.getResourceAsStream(file)) {
			Signer signer = PrivateKeyReader.read(new String(in.readAllBytes(), StandardCharsets.US_ASCII), PASSPHRASE);
			for (String algorithm : signer.algorithms()) {
				byte[] signature = signer.sign(algorithm, new byte[100]);
				require(signer.publicKey().verify(algorithm, new byte[100], signature), file + ": a wrong signature");
				require(!signer.publicKey().verify(algorithm, new byte[101], signature), file + ": any signature");
			}
		}
	}

	private static void require(boolean condition, String message) {
		if (!condition) {
			throw new IllegalStateException(message);
		}
	}

	/**
	 * Claims to know everything for which the runtime's own provider is to be asked, and
	 * notes who asks.
	 */
	private static final class Jealous extends Provider {

		private static final long serialVersionUID = 1L;

		private final transient Queue<String> asked = new ConcurrentLinkedQueue<>();

		Jealous() {
			super("Jealous", "1", "knows it all");
			claim("Cipher", "AES/CTR/NoPadding", "AES/GCM/NoPadding", "ChaCha20");
			claim("Mac", "HmacSHA1", "HmacSHA256", "HmacSHA512");
			claim("Signature", "Ed25519", "SHA256withECDSAinP1363Format", "SHA384withECDSAinP1363Format",
					"SHA512withECDSAinP1363Format", "SHA256withRSA", "SHA512withRSA");
			claim("KeyFactory", "EC", "RSA", "Ed25519", "EdDSA");
			claim("KeyPairGenerator", "EC");
			claim("KeyAgreement", "ECDH");
		}

		private void claim(String type, String... algorithms) {
			for (String algorithm : algorithms) {
				putService(new Service(this, type, algorithm, "none", null, null) {

					@Override
					public Object newInstance(Object parameter) {
						Jealous.this.asked.add(type + " " + algorithm);
						throw new UnsupportedOperationException("it only says so");
					}

				});
			}
		}

	}

}

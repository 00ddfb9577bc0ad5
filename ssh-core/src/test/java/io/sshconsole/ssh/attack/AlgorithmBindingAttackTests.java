package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.sshconsole.ssh.ServerInterface;
import io.sshconsole.ssh.SshServer;
import io.sshconsole.ssh.auth.AuthResult;
import io.sshconsole.ssh.kex.AlgorithmPreferences;
import io.sshconsole.ssh.keys.HostKeys;
import io.sshconsole.ssh.keys.PrivateKeyReader;
import io.sshconsole.ssh.keys.SignatureAlgorithm;
import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.transport.TransportConfig;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys that come under the name of another algorithm. The name in the request, the type
 * of the key, its curve and the name in the signature must agree, and the name must be
 * one that the server allows; every key is welcome to the handler.
 */
class AlgorithmBindingAttackTests {

	private static final List<String> ALL = Arrays.stream(SignatureAlgorithm.values())
		.map(SignatureAlgorithm::algorithmName)
		.toList();

	/**
	 * What a signature may call itself.
	 */
	private static final List<String> FORMATS = Stream
		.concat(Stream.of("ssh-rsa", "ssh-dss"),
				Arrays.stream(SignatureAlgorithm.values()).map(SignatureAlgorithm::signatureName).distinct())
		.toList();

	private static final Map<String, Signer> KEYS = keys();

	@Test
	void keyIsAcceptableUnderItsOwnAlgorithmsOnly() throws IOException {
		try (SshServer server = start(ALL)) {
			for (Signer key : KEYS.values()) {
				List<String> own = new ArrayList<>(key.algorithms());
				if (own.contains("sk-ecdsa-sha2-nistp256@openssh.com")) {
					// With this one a browser signs for the same key
					own.add("webauthn-sk-ecdsa-sha2-nistp256@openssh.com");
				}
				assertThat(acceptable(server, key)).containsExactlyInAnyOrderElementsOf(own);
			}
		}
	}

	/**
	 * Asks on a connection of its own: no connection may ask about all keys.
	 */
	private static List<String> acceptable(SshServer server, Signer key) throws IOException {
		List<String> acceptable = new ArrayList<>();
		try (ScriptedPeer peer = connect(server)) {
			for (String algorithm : ALL) {
				peer.send(ClientMessages.query("alice", algorithm, key.publicKey().blob()));
				if (answer(peer) == MessageNumber.USERAUTH_PK_OK) {
					acceptable.add(algorithm);
				}
			}
		}
		return acceptable;
	}

	/**
	 * A signature is made with every algorithm of a key, called by every name, for a
	 * request with every algorithm of the key.
	 */
	@Test
	void signatureCountsUnderTheNameOfTheRequestOnly() throws IOException {
		try (SshServer server = start(ALL)) {
			for (Signer key : KEYS.values()) {
				for (String requested : key.algorithms()) {
					for (String made : key.algorithms()) {
						assertThat(formatsAccepted(server, key, requested, made)).as(key.publicKey() + " " + requested)
							.isEqualTo(made.equals(requested) ? List.of(signatureName(requested)) : List.of());
					}
				}
			}
		}
	}

	private static List<String> formatsAccepted(SshServer server, Signer key, String requested, String made)
			throws IOException {
		List<String> accepted = new ArrayList<>();
		ScriptedPeer peer = connect(server);
		for (String format : FORMATS) {
			byte[] blob = key.publicKey().blob();
			byte[] data = ClientMessages.signedData(peer.sessionId(), "alice", requested, blob);
			byte[] signature = called(format, key.sign(made, data));
			peer.send(ClientMessages.publicKey("alice", true, requested, blob).writeString(signature));
			if (answer(peer) == MessageNumber.USERAUTH_SUCCESS) {
				accepted.add(format);
				peer.close();
				peer = connect(server);
			}
		}
		peer.close();
		return accepted;
	}

	/**
	 * One size of ECDSA, or one hash of RSA, in the list must not allow all.
	 */
	@Test
	void algorithmThatIsNotAllowedIsRefusedThoughItsKinIsAllowed() throws IOException {
		try (SshServer server = start(List.of("ecdsa-sha2-nistp256", "rsa-sha2-512"))) {
			for (Signer key : KEYS.values()) {
				for (String algorithm : key.algorithms()) {
					boolean allowed = List.of("ecdsa-sha2-nistp256", "rsa-sha2-512").contains(algorithm);
					assertThat(logsIn(server, key, algorithm)).as(algorithm).isEqualTo(allowed);
				}
			}
		}
	}

	/**
	 * The server would take the time of two signatures, over keys of any size.
	 */
	@Test
	void certificateUnderTheNameOfAPlainKeyIsRefused() throws IOException {
		SecurityKeySigner key = SecurityKeySigner.ed25519();
		SecurityKeySigner certified = key.certifiedBy(HostKeys.generate(), List.of(), List.of());
		try (SshServer server = start(ALL)) {
			assertThat(logsIn(server, certified, certified.publicKey().type())).isTrue();
			assertThat(logsIn(server, certified, key.publicKey().type())).isFalse();
			assertThat(logsIn(server, key, certified.publicKey().type())).isFalse();
		}
	}

	private static boolean logsIn(SshServer server, Signer key, String algorithm) throws IOException {
		try (ScriptedPeer peer = connect(server)) {
			byte[] blob = key.publicKey().blob();
			byte[] data = ClientMessages.signedData(peer.sessionId(), "alice", algorithm, blob);
			peer.send(ClientMessages.publicKey("alice", true, algorithm, blob).writeString(key.sign(algorithm, data)));
			return answer(peer) == MessageNumber.USERAUTH_SUCCESS;
		}
	}

	private static byte[] called(String format, byte[] signature) throws SshException {
		WireReader reader = new WireReader(signature);
		reader.readText();
		return new WireWriter().writeText(format).writeBytes(reader.readBytes(reader.remaining())).toByteArray();
	}

	private static String signatureName(String algorithm) {
		return SignatureAlgorithm.named(algorithm).map(SignatureAlgorithm::signatureName).orElseThrow();
	}

	private static int answer(ScriptedPeer peer) throws IOException {
		byte[] answer = peer.read();
		while (answer[0] == MessageNumber.EXT_INFO) {
			answer = peer.read();
		}
		assertThat((int) answer[0]).isIn(MessageNumber.USERAUTH_FAILURE, MessageNumber.USERAUTH_SUCCESS,
				MessageNumber.USERAUTH_PK_OK);
		return answer[0];
	}

	private static SshServer start(List<String> algorithms) throws IOException {
		SshServer server = SshServer.builder()
			.port(0)
			.hostKeys(List.of(HostKeys.generate()))
			.serverInterface((transport) -> new OpenHouse())
			.limits((limits) -> limits.maxAuthAttempts(100))
			.config(TransportConfig.builder()
				.algorithms(AlgorithmPreferences.MODERN.withPublicKeys(algorithms))
				.build())
			.build();
		server.start();
		return server;
	}

	private static ScriptedPeer connect(SshServer server) throws IOException {
		return ScriptedPeer.connect(server.port()).identify().exchangeKeys().requestService();
	}

	private static Map<String, Signer> keys() {
		try {
			return Map.of("ed25519", HostKeys.generate(), "P-256", generate("EC", new ECGenParameterSpec("secp256r1")),
					"P-384", generate("EC", new ECGenParameterSpec("secp384r1")), "P-521",
					generate("EC", new ECGenParameterSpec("secp521r1")), "RSA",
					generate("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4)), "sk-ed25519",
					SecurityKeySigner.ed25519(), "sk-P-256", SecurityKeySigner.ecdsa());
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Signer generate(String type, AlgorithmParameterSpec parameters)
			throws IOException, GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
		generator.initialize(parameters);
		String content = Base64.getMimeEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
		return PrivateKeyReader.read("-----BEGIN PRIVATE KEY-----\n" + content + "\n-----END PRIVATE KEY-----\n", null);
	}

	/**
	 * Whoever owns a key gets in.
	 */
	private static final class OpenHouse implements ServerInterface {

		@Override
		public List<String> getAllowedAuths(String username) {
			return List.of("publickey");
		}

		@Override
		public boolean isPublicKeyAcceptable(String username, SshPublicKey key) {
			return true;
		}

		@Override
		public AuthResult checkAuthPublicKey(String username, SshPublicKey key) {
			return AuthResult.SUCCESSFUL;
		}

	}

}

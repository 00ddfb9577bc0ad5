package io.sshconsole.ssh.keys;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.sshconsole.ssh.wire.SshException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that open one account, as in a file {@code authorized_keys}, and what each of
 * them allows. Immutable.
 */
public final class AuthorizedKeys {

	private static final Logger logger = LoggerFactory.getLogger(AuthorizedKeys.class);

	private final List<Line> lines;

	private AuthorizedKeys(List<Line> lines) {
		this.lines = List.copyOf(lines);
	}

	/**
	 * Reads the lines of a file. One that cannot be read, or has an option that is
	 * unknown or cannot be enforced, is skipped with a warning, and has no effect on the
	 * others.
	 * @param text the lines
	 * @param source where they come from, for the warnings
	 * @return their keys
	 */
	public static AuthorizedKeys parse(String text, String source) {
		List<Line> keys = new ArrayList<>();
		List<String> lines = text.lines().toList();
		for (int i = 0; i < lines.size(); i++) {
			String line = lines.get(i).strip();
			if (!line.isEmpty() && !line.startsWith("#")) {
				try {
					Line key = Line.parse(line);
					keys.add(key);
					if (key.permissions().sources().hasNames()) {
						logger.warn("Line {} of {} names hosts in from=, but clients are known by address only", i + 1,
								source);
					}
				}
				catch (SshException ex) {
					logger.warn("Skipped line {} of {}, which opens nothing: {}", i + 1, source, ex.getMessage());
				}
			}
		}
		return new AuthorizedKeys(keys);
	}

	/**
	 * Tells whether a key opens the account with nothing to enforce. For callers that
	 * enforce nothing: a key with options does not.
	 * @param key the key
	 * @return whether its line has no options that restrict it
	 */
	public boolean contains(SshPublicKey key) {
		return permissionsFor(key).filter(KeyPermissions.ALL::equals).isPresent();
	}

	/**
	 * Looks for a key, wherever its user is. The caller has to ask
	 * {@link KeyPermissions#refusal} before the key opens the account.
	 * @param key a plain key; certificates are for {@link #authorities()}
	 * @return what its first line allows; empty if there is no such line
	 */
	public Optional<KeyPermissions> permissionsFor(SshPublicKey key) {
		return this.lines.stream().filter((line) -> line.isFor(key)).map(Line::permissions).findFirst();
	}

	/**
	 * Decides whether a key opens the account. Of several lines with the key, the first
	 * that may be used here and now counts.
	 * @param key a plain key; certificates are for {@link #authorities()}
	 * @param address where the user is
	 * @param time the present time
	 * @return what the line allows, or why the key is refused
	 */
	public KeyDecision check(SshPublicKey key, InetAddress address, Instant time) {
		String reason = "is not listed";
		for (Line line : this.lines) {
			if (line.isFor(key)) {
				Optional<String> refusal = line.permissions().refusal(address, time);
				if (refusal.isEmpty()) {
					return new KeyDecision.Granted(line.permissions());
				}
				reason = "is refused: " + refusal.get();
			}
		}
		return new KeyDecision.Refused("The key " + key + " " + reason);
	}

	/**
	 * Returns who may vouch for keys of this account.
	 * @return the keys of the lines with {@code cert-authority}, for a
	 * {@link CertificateChecker}
	 */
	public List<CertificateAuthority> authorities() {
		return this.lines.stream()
			.filter(Line::isAuthority)
			.map((line) -> new CertificateAuthority(line.key(), line.permissions()))
			.toList();
	}

	private record Line(SshPublicKey key, KeyPermissions permissions, boolean isAuthority) {

		static Line parse(String line) throws SshException {
			String first = line.split("[ \t]", 2)[0];
			if (SignatureAlgorithm.supportsKeyType(first)) {
				return new Line(plain(line), KeyPermissions.ALL, false);
			}
			if (isUnknownType(line)) {
				throw new SshException("This type of key is not supported");
			}
			int length = KeyOptions.length(line);
			KeyOptions options = KeyOptions.parse(line.substring(0, length));
			return new Line(plain(line.substring(length)), options.permissions(), options.isCertAuthority());
		}

		/**
		 * Every key begins with a length of less than 256, in Base64 this is AAAA.
		 */
		private static boolean isUnknownType(String line) {
			return line.matches("[a-z0-9@.-]+[ \t]+AAAA.*");
		}

		/**
		 * Refuses a certificate. Listed here, it would open the account when its own time
		 * is over.
		 */
		private static SshPublicKey plain(String line) throws SshException {
			SshPublicKey key = SshPublicKey.fromAuthorizedKey(line);
			if (key.certificate().isPresent()) {
				throw new SshException("A certificate cannot be listed, only its authority with cert-authority");
			}
			return key;
		}

		boolean isFor(SshPublicKey candidate) {
			return !this.isAuthority && this.key.equals(candidate);
		}

	}

}

package io.sshconsole.ssh.keys;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.sshconsole.ssh.wire.SshException;

/**
 * Judges certificates: by the authorities whose word counts, and by what has been taken
 * back since.
 *
 * @param authorities who may vouch
 * @param revoked keys and certificates that are no longer good
 * @param clock tells the present time
 */
public record CertificateChecker(List<CertificateAuthority> authorities, RevokedKeys revoked, Clock clock) {

	public CertificateChecker {
		authorities = List.copyOf(authorities);
	}

	/**
	 * Decides whether a certificate opens a user's account. Of several authorities with
	 * the same key, as in an {@code authorized_keys} file, one that agrees is enough.
	 * @param key the key that was offered
	 * @param username the account; compared with the certificate's principals as a whole
	 * @param address where the user is
	 * @return what the certificate allows, or why it is refused
	 */
	public KeyDecision check(SshPublicKey key, String username, InetAddress address) {
		Optional<SshCertificate> certificate = key.certificate();
		if (certificate.isEmpty()) {
			return new KeyDecision.Refused("it is not a certificate");
		}
		Instant now = this.clock.instant();
		Optional<String> flaw = flaw(key, certificate.get(), SshCertificate.Type.USER, now);
		if (flaw.isPresent()) {
			return refused(certificate.get(), flaw.get());
		}
		KeyDecision decision = refused(certificate.get(), "its authority is not trusted");
		for (CertificateAuthority authority : this.authorities) {
			if (authority.key().equals(certificate.get().signatureKey())) {
				decision = decide(certificate.get(), authority, username, address, now);
				if (decision instanceof KeyDecision.Granted) {
					return decision;
				}
			}
		}
		return decision;
	}

	private static KeyDecision decide(SshCertificate certificate, CertificateAuthority authority, String username,
			InetAddress address, Instant now) {
		Set<String> names = authority.permissions().principals().orElse(Set.of(username));
		if (certificate.principals().stream().noneMatch(names::contains)) {
			return refused(certificate, "it is for other users");
		}
		try {
			Optional<KeyPermissions> permissions = authority.permissions()
				.intersect(CertificateOptions.permissions(certificate));
			if (permissions.isEmpty()) {
				return refused(certificate, "it and its authority force different commands");
			}
			return permissions.get()
				.refusal(address, now)
				.<KeyDecision>map((reason) -> refused(certificate, reason))
				.orElseGet(() -> new KeyDecision.Granted(permissions.get()));
		}
		catch (SshException ex) {
			return refused(certificate, String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * Decides whether a certificate stands for a host.
	 * @param key the host key that was presented
	 * @param host the name of the host, compared with the certificate's principals, which
	 * may have wildcards
	 * @return why it is refused; empty if it is good
	 */
	public Optional<String> checkHost(SshPublicKey key, String host) {
		Optional<SshCertificate> certificate = key.certificate();
		if (certificate.isEmpty()) {
			return Optional.of("it is not a certificate");
		}
		SshCertificate claim = certificate.get();
		Optional<String> flaw = flaw(key, claim, SshCertificate.Type.HOST, this.clock.instant());
		if (flaw.isPresent()) {
			return flaw;
		}
		String name = host.toLowerCase(Locale.ROOT);
		if (this.authorities.stream().noneMatch((authority) -> authority.key().equals(claim.signatureKey()))) {
			return Optional.of("its authority is not trusted");
		}
		if (claim.principals().stream().noneMatch((principal) -> new Wildcards(principal).matches(name))) {
			return Optional.of("it is for other hosts");
		}
		if (!claim.criticalOptions().isEmpty()) {
			return Optional.of("it has critical options, and none is known for hosts");
		}
		return Optional.empty();
	}

	private Optional<String> flaw(SshPublicKey key, SshCertificate certificate, SshCertificate.Type type, Instant now) {
		if (certificate.type() != type) {
			return Optional.of("it is not one for " + type.name().toLowerCase(Locale.ROOT) + "s");
		}
		if (this.revoked.isRevoked(key)) {
			return Optional.of("it or its authority is revoked");
		}
		if (!certificate.isValidAt(now)) {
			return Optional.of("it is not valid now");
		}
		if (certificate.principals().isEmpty()) {
			return Optional.of("it is for nobody");
		}
		return Optional.empty();
	}

	private static KeyDecision refused(SshCertificate certificate, String reason) {
		return new KeyDecision.Refused("The " + certificate + " opens nothing: " + reason);
	}

}

package io.sshconsole.boot.security;

import java.util.ArrayList;
import java.util.List;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;

/**
 * The factors that a user has proven, as Spring Security 7 knows them: authorities with
 * the time of the proof.
 */
public final class SshFactors {

	/**
	 * A private key, with or without a certificate.
	 */
	public static final String PUBLICKEY_AUTHORITY = "FACTOR_SSH_PUBLICKEY";

	/**
	 * A certificate of a trusted authority, besides its key.
	 */
	public static final String CERTIFICATE_AUTHORITY = "FACTOR_SSH_CERTIFICATE";

	/**
	 * A time-based one-time password (RFC 6238).
	 */
	public static final String TOTP_AUTHORITY = "FACTOR_TOTP";

	private SshFactors() {
	}

	/**
	 * Makes sure that a proof can be seen. Who authenticates may have said already which
	 * factor it was.
	 * @param user the user
	 * @param factor the authority that stands for the proof, unless there is another one
	 * @return the user with a factor
	 */
	static Authentication ensure(Authentication user, String factor) {
		return of(user).isEmpty() ? with(user, List.of(FactorGrantedAuthority.fromAuthority(factor))) : user;
	}

	/**
	 * Adds a factor that was proven just now, in place of an older proof of the same.
	 * @param user the user
	 * @param factor the authority that stands for the proof
	 * @return the user with the factor
	 */
	public static Authentication add(Authentication user, String factor) {
		return user.toBuilder().authorities((authorities) -> {
			authorities.removeIf((authority) -> factor.equals(authority.getAuthority()));
			authorities.add(FactorGrantedAuthority.fromAuthority(factor));
		}).build();
	}

	/**
	 * Tells whether a user has proven a factor, whenever that was.
	 * @param user the user
	 * @param factor the authority that stands for the proof
	 * @return {@code false} also for an authority of that name without a time
	 */
	public static boolean has(Authentication user, String factor) {
		return of(user).stream().anyMatch((proven) -> factor.equals(proven.getAuthority()));
	}

	/**
	 * Adds the factors of an earlier proof of the same user. Where both have the same
	 * one, the later counts. Who came in by a credential for emergencies stays who he is:
	 * with a key behind it he would have what the store gives its owner.
	 * @param user the user
	 * @param earlier the user as known before
	 * @return the user with the factors of both
	 */
	public static Authentication merge(Authentication user, Authentication earlier) {
		return BreakGlassCredentials.isGuest(earlier) ? with(earlier, of(user)) : with(user, of(earlier));
	}

	private static Authentication with(Authentication user, List<FactorGrantedAuthority> factors) {
		List<String> present = of(user).stream().map(FactorGrantedAuthority::getAuthority).toList();
		List<FactorGrantedAuthority> missing = factors.stream()
			.filter((factor) -> !present.contains(factor.getAuthority()))
			.toList();
		return missing.isEmpty() ? user
				: user.toBuilder().authorities((authorities) -> authorities.addAll(missing)).build();
	}

	private static List<FactorGrantedAuthority> of(Authentication user) {
		List<FactorGrantedAuthority> factors = new ArrayList<>();
		for (GrantedAuthority authority : user.getAuthorities()) {
			if (authority instanceof FactorGrantedAuthority factor) {
				factors.add(factor);
			}
		}
		return factors;
	}

}

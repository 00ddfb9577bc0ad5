package io.sshconsole.boot.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.security.SshFactors;
import io.sshconsole.boot.security.SshInteractiveAuthenticator;
import io.sshconsole.boot.security.SshProofs;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.util.function.SingletonSupplier;

/**
 * The factors that users can prove here, by dialogues and by the password, and which of
 * them somebody lacks.
 */
final class ProvableFactors {

	private final List<SshInteractiveAuthenticator> dialogues;

	private final boolean passwords;

	/**
	 * Creates the factors.
	 * @param dialogues what can be proven, preferred first
	 * @param passwords whether there are passwords
	 */
	ProvableFactors(List<SshInteractiveAuthenticator> dialogues, boolean passwords) {
		this.dialogues = List.copyOf(dialogues);
		this.passwords = passwords;
	}

	/**
	 * Finds what a user lacks for rules, any number of them. Asks the stores of secrets
	 * once at most, and only if a factor would help.
	 */
	Function<Predicate<Authentication>, List<String>> missing(SshSession session) {
		String username = session.authentication().getName();
		Supplier<List<String>> present = SingletonSupplier
			.of(() -> factors(this.dialogues.stream().filter((dialogue) -> dialogue.isAvailable(username)).toList()));
		return (permitted) -> missing(session, permitted, present);
	}

	/**
	 * Tries all factors first: no rule is taken apart. Then it leaves out what is not
	 * needed, the least preferred first.
	 */
	private List<String> missing(SshSession session, Predicate<Authentication> permitted,
			Supplier<List<String>> present) {
		Authentication user = session.authentication();
		if (session.attribute(SshProofs.class).isEmpty() || permitted.test(user)
				|| !permitted.test(with(user, factors(this.dialogues)))) {
			return List.of();
		}
		List<String> missing = present.get();
		if (!permitted.test(with(user, missing))) {
			return List.of();
		}
		for (int i = missing.size() - 1; i >= 0; i--) {
			List<String> fewer = new ArrayList<>(missing);
			fewer.remove(i);
			missing = permitted.test(with(user, fewer)) ? fewer : missing;
		}
		return missing;
	}

	private List<String> factors(List<SshInteractiveAuthenticator> dialogues) {
		Stream<String> password = this.passwords ? Stream.of(FactorGrantedAuthority.PASSWORD_AUTHORITY)
				: Stream.empty();
		return Stream.concat(dialogues.stream().map(SshInteractiveAuthenticator::factor), password).distinct().toList();
	}

	private static Authentication with(Authentication user, List<String> factors) {
		Authentication raised = user;
		for (String factor : factors) {
			raised = SshFactors.add(raised, factor);
		}
		return raised;
	}

	/**
	 * Finds the dialogue by which a user proves a factor.
	 */
	Optional<SshInteractiveAuthenticator> dialogue(String factor, String username) {
		return this.dialogues.stream()
			.filter((dialogue) -> dialogue.factor().equals(factor) && dialogue.isAvailable(username))
			.findFirst();
	}

}

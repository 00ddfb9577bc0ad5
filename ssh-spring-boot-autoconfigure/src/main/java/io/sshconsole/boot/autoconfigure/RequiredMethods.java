package io.sshconsole.boot.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.sshconsole.boot.security.SshAuthenticationMethod;

import org.springframework.util.StringUtils;

/**
 * Reads {@code ssh-console.authentication.required}.
 */
final class RequiredMethods {

	private static final PropertyCheck check = new PropertyCheck("authentication.");

	private RequiredMethods() {
	}

	/**
	 * Takes the chains apart that stand behind each other with blanks, as sshd does.
	 * Refuses a chain with a gap: with a blank behind a comma it would be two chains,
	 * each weaker than what was meant.
	 * @param texts one or several chains each
	 * @return one chain each, whose methods exist
	 */
	static List<String> chains(List<String> texts) {
		List<String> chains = new ArrayList<>();
		for (String text : texts) {
			List<String> found = Arrays.asList(StringUtils.tokenizeToStringArray(text, " \t\r\n"));
			if (found.isEmpty()) {
				throw check.invalid("required", text, "It must not be blank.");
			}
			found.forEach(RequiredMethods::verify);
			chains.addAll(found);
		}
		return List.copyOf(chains);
	}

	private static void verify(String chain) {
		for (String name : chain.split(",", -1)) {
			if (Arrays.stream(SshAuthenticationMethod.values()).noneMatch((method) -> method.wireName().equals(name))) {
				throw check.invalid("required", chain,
						"There is no method '" + name + "'. A chain is names with a comma between them, and no blank.");
			}
		}
	}

	/**
	 * Refuses chains that nobody can complete.
	 * @param chains the chains
	 * @param offered the methods that can work
	 */
	static void verifyOffered(List<String> chains, List<SshAuthenticationMethod> offered) {
		List<String> names = offered.stream().map(SshAuthenticationMethod::wireName).toList();
		for (String chain : chains) {
			for (String name : chain.split(",")) {
				if (!names.contains(name)) {
					throw check.invalid("required", chain,
							"Nobody can log in by '" + name + "': it is not among the methods, or has no users.");
				}
			}
		}
	}

	/**
	 * Tells whether nobody gets in without a password.
	 * @param chains the chains
	 * @return whether each chain has the password in it, and there is one
	 */
	static boolean alwaysPassword(List<String> chains) {
		String password = SshAuthenticationMethod.PASSWORD.wireName();
		return !chains.isEmpty() && chains.stream().allMatch((chain) -> List.of(chain.split(",")).contains(password));
	}

	/**
	 * Tells whether a dialogue is never all that is proven.
	 * @param chains the chains
	 * @return whether each chain with a dialogue has another method, too
	 */
	static boolean joinDialogues(List<String> chains) {
		String dialogue = SshAuthenticationMethod.KEYBOARD_INTERACTIVE.wireName();
		return !chains.isEmpty() && chains.stream()
			.map((chain) -> List.of(chain.split(",")))
			.allMatch((chain) -> !chain.contains(dialogue) || !chain.stream().allMatch(dialogue::equals));
	}

}

package io.sshconsole.boot.execution;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.sshconsole.boot.command.SshCommandCall;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshCommandInterceptor;
import io.sshconsole.boot.command.SshCommandInvocation;
import io.sshconsole.boot.line.Word;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.util.Assert;

/**
 * What happens around each call of a command, on its thread: the question that it may
 * have, then the interceptors, the first one outermost.
 */
public final class InterceptorChain {

	private static final String MASKED = "******";

	private final Supplier<List<SshCommandInterceptor>> interceptors;

	/**
	 * Creates the chain.
	 * @param interceptors gives the interceptors in their order; asked at each call,
	 * because some of them may need what runs commands
	 */
	public InterceptorChain(Supplier<List<SshCommandInterceptor>> interceptors) {
		this.interceptors = interceptors;
	}

	/**
	 * Runs a call that is authorized.
	 * @param command what is called
	 * @param words the words behind its name
	 * @param call the command with its arguments
	 * @param context who runs it
	 * @param permitted tells who else might make this call
	 * @return the result, not yet written
	 * @throws Throwable what the command threw
	 */
	@Nullable Object run(SshCommandDefinition command, List<Word> words, SshCommandCall call, SshCommandContext context,
			Predicate<Authentication> permitted) throws Throwable {
		Optional<String> question = command.confirmation();
		if (question.isPresent() && !context.terminal().confirm(question.get())) {
			throw new SshCommandException(command.name() + ": not confirmed, nothing was done");
		}
		List<SshCommandInterceptor> around = this.interceptors.get();
		return around.isEmpty() ? call.run() : new Step(command, context, visible(command, words, context.line()), call,
				permitted, around.iterator())
			.proceed();
	}

	/**
	 * Takes the words from the line whose secrets are masked, where one of them could be
	 * one.
	 */
	private static List<String> visible(SshCommandDefinition command, List<Word> words, String line) {
		boolean secrets = command.parameters()
			.stream()
			.anyMatch((parameter) -> parameter.isSecret() || parameter.isLine());
		return words.stream().map((word) -> secrets ? visible(word, line) : word.text()).toList();
	}

	private static String visible(Word word, String line) {
		String typed = (word.end() <= line.length()) ? line.substring(word.start(), word.end()) : "*";
		int masked = typed.indexOf('*');
		if (masked < 0 || typed.contains(word.text())) {
			return word.text();
		}
		String name = typed.substring(0, masked);
		String quoted = name.isEmpty() ? name : name.substring(1);
		if (word.text().startsWith(name)) {
			return name + MASKED;
		}
		return word.text().startsWith(quoted) ? quoted + MASKED : MASKED;
	}

	/**
	 * The rest of the chain as the interceptor in front of it sees it.
	 */
	private static final class Step implements SshCommandInvocation {

		private final SshCommandDefinition command;

		private final SshCommandContext context;

		private final List<String> words;

		private final SshCommandCall call;

		private final Predicate<Authentication> permitted;

		private final Iterator<SshCommandInterceptor> rest;

		private boolean proceeded;

		Step(SshCommandDefinition command, SshCommandContext context, List<String> words, SshCommandCall call,
				Predicate<Authentication> permitted, Iterator<SshCommandInterceptor> rest) {
			this.command = command;
			this.context = context;
			this.words = words;
			this.call = call;
			this.permitted = permitted;
			this.rest = rest;
		}

		@Override
		public SshCommandDefinition command() {
			return this.command;
		}

		@Override
		public SshCommandContext context() {
			return this.context;
		}

		@Override
		public List<String> words() {
			return this.words;
		}

		@Override
		public boolean isPermitted(Authentication user) {
			return this.permitted.test(user);
		}

		@Override
		public @Nullable Object proceed() throws Exception {
			Assert.state(!this.proceeded, "An interceptor may proceed once");
			this.proceeded = true;
			if (this.rest.hasNext()) {
				return this.rest.next()
					.intercept(new Step(this.command, this.context, this.words, this.call, this.permitted, this.rest));
			}
			try {
				return this.call.run();
			}
			catch (Exception | Error ex) {
				throw ex;
			}
			catch (Throwable ex) {
				throw new UndeclaredThrowableException(ex);
			}
		}

	}

}

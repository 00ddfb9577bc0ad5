package io.sshconsole.boot.shell;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.sshconsole.boot.command.SshCompletion;
import io.sshconsole.boot.command.SshCompletionProvider;
import io.sshconsole.boot.command.SshCompletionRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * Asks the application for values while they are typed: as the user, and not for longer
 * than the user waits.
 */
public final class CompletionValues {

	private static final Logger logger = LoggerFactory.getLogger(CompletionValues.class);

	private static final Duration PATIENCE = Duration.ofMillis(250);

	/**
	 * Most questions at a time. One that is not listened to goes on, so a user could
	 * start threads without end by pressing a key.
	 */
	private static final int MAX_QUESTIONS = 16;

	private final Semaphore questions = new Semaphore(MAX_QUESTIONS);

	private final Function<Class<? extends SshCompletionProvider>, SshCompletionProvider> providers;

	private final ThreadFactory threads;

	private final SecurityContextHolderStrategy security;

	/**
	 * Creates a way to ask.
	 * @param providers gives the bean of a type
	 * @param threads makes a thread for each question
	 * @param security where providers expect their security context
	 */
	public CompletionValues(Function<Class<? extends SshCompletionProvider>, SshCompletionProvider> providers,
			ThreadFactory threads, SecurityContextHolderStrategy security) {
		this.providers = providers;
		this.threads = threads;
		this.security = security;
	}

	/**
	 * Asks for values.
	 * @param provider the type that knows them
	 * @param request what was typed
	 * @return the values; none if they are not there in time
	 */
	List<SshCompletion> ask(Class<? extends SshCompletionProvider> provider, SshCompletionRequest request) {
		if (!this.questions.tryAcquire()) {
			return List.of();
		}
		FutureTask<List<SshCompletion>> question = new FutureTask<>(() -> answer(provider, request));
		this.threads.newThread(() -> {
			try {
				question.run();
			}
			finally {
				this.questions.release();
			}
		}).start();
		try {
			return question.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			logger.debug("{} has no values in time", provider.getName());
		}
		catch (ExecutionException ex) {
			logger.warn("{} failed", provider.getName(), ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		question.cancel(true);
		return List.of();
	}

	private List<SshCompletion> answer(Class<? extends SshCompletionProvider> provider, SshCompletionRequest request) {
		SecurityContext context = this.security.createEmptyContext();
		context.setAuthentication(request.session().authentication());
		this.security.setContext(context);
		try {
			return List.copyOf(this.providers.apply(provider).complete(request));
		}
		finally {
			this.security.clearContext();
		}
	}

}

package io.sshconsole.boot.observation;

import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandInterceptor;
import io.sshconsole.boot.command.SshCommandInvocation;
import io.sshconsole.boot.command.SshCommandObserver;
import io.sshconsole.boot.command.SshCommandRegistry;
import io.sshconsole.boot.command.SshExit;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;

/**
 * Observes each command on its own thread, so that what the command calls belongs to the
 * same trace. Filters are not observed: they never leave the console.
 */
public class ObservedCommands implements SshCommandObserver, SshCommandInterceptor, Ordered {

	private static final SshCommandObservationConvention CONVENTION = new DefaultSshCommandObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable SshCommandObservationConvention convention;

	private final Supplier<SshCommandRegistry> commands;

	/**
	 * Creates the observer.
	 * @param registry takes the observations
	 * @param convention names and tags of the application, or {@code null} for the usual
	 * ones
	 * @param commands knows the commands; asked when one runs
	 */
	public ObservedCommands(ObservationRegistry registry, @Nullable SshCommandObservationConvention convention,
			Supplier<SshCommandRegistry> commands) {
		this.registry = registry;
		this.convention = convention;
		this.commands = commands;
	}

	@Override
	public Run started(String name, SshCommandContext context) {
		boolean registered = this.commands.get().isCommand(name);
		if (!registered && !name.equals(REFUSAL)) {
			return (status) -> {
			};
		}
		SshCommandObservationContext observed = new SshCommandObservationContext(context.session(),
				registered ? name : null);
		Observation observation = SshCommandObservation.COMMAND.start(this.convention, CONVENTION, () -> observed,
				this.registry);
		Observation.Scope scope = observation.openScope();
		return (status) -> {
			observed.ended(status);
			scope.close();
			observation.stop();
		};
	}

	/**
	 * Notes why a command failed, before its exception becomes an exit status.
	 */
	@Override
	public @Nullable Object intercept(SshCommandInvocation invocation) throws Exception {
		try {
			return invocation.proceed();
		}
		catch (Exception | Error ex) {
			if (isFailure(ex, invocation.context())) {
				failed(ex);
			}
			throw ex;
		}
	}

	/**
	 * Leaving a shell and Ctrl-C are no errors, and would be red in every trace.
	 */
	private static boolean isFailure(Throwable ex, SshCommandContext context) {
		return !(ex instanceof SshExit) && !(ex instanceof InterruptedException) && !context.isCancelled();
	}

	private void failed(Throwable ex) {
		ObservationView view = this.registry.getCurrentObservation();
		while (view != null && !(view.getContextView() instanceof SshCommandObservationContext)) {
			view = view.getContextView().getParentObservation();
		}
		if (view instanceof Observation observation) {
			observation.error(ex);
		}
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}

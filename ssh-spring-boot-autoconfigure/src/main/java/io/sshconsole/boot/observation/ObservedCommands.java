package io.sshconsole.boot.observation;

import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandObserver;
import io.sshconsole.boot.command.SshCommandRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;

/**
 * Observes each command on its own thread, so that what the command calls belongs to the
 * same trace. Filters are not observed: they never leave the console.
 */
public class ObservedCommands implements SshCommandObserver, Ordered {

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
		return new ObservedRun(observed, observation, observation.openScope());
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	/**
	 * A command while it runs, with what is left open until it ends.
	 */
	private record ObservedRun(SshCommandObservationContext context, Observation observation,
			Observation.Scope scope) implements Run {

		@Override
		public void failed(Throwable cause) {
			this.observation.error(cause);
		}

		@Override
		public void ended(int status) {
			this.context.ended(status);
			this.scope.close();
			this.observation.stop();
		}

	}

}

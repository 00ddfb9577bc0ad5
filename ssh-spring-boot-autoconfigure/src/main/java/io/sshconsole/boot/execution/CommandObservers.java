package io.sshconsole.boot.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.function.SingletonSupplier;

/**
 * All observers as one: who hears first of a start hears last of the end. What one of
 * them throws is logged, and changes nothing for the program.
 */
public final class CommandObservers implements SshCommandObserver {

	private static final Logger logger = LoggerFactory.getLogger(CommandObservers.class);

	private final Supplier<List<SshCommandObserver>> observers;

	/**
	 * Creates the whole of them.
	 * @param observers gives them in their order; asked when the first program starts
	 */
	public CommandObservers(Supplier<List<SshCommandObserver>> observers) {
		this.observers = SingletonSupplier.of(observers);
	}

	@Override
	public Run started(String name, SshCommandContext context) {
		List<Run> runs = new ArrayList<>();
		for (SshCommandObserver observer : this.observers.get()) {
			try {
				runs.add(0, observer.started(name, context));
			}
			catch (RuntimeException ex) {
				warn(observer, ex);
			}
		}
		return new Runs(runs);
	}

	private static void warn(Object observer, RuntimeException cause) {
		logger.warn("The observer {} of commands failed", observer, cause);
	}

	/**
	 * One program for all who have heard of its start.
	 */
	private record Runs(List<Run> runs) implements Run {

		@Override
		public void failed(Throwable cause) {
			tell((run) -> run.failed(cause));
		}

		@Override
		public void ended(int status) {
			tell((run) -> run.ended(status));
		}

		private void tell(Consumer<Run> news) {
			for (Run run : this.runs) {
				try {
					news.accept(run);
				}
				catch (RuntimeException ex) {
					warn(run, ex);
				}
			}
		}

	}

}

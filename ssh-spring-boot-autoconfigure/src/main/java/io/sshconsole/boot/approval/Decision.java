package io.sshconsole.boot.approval;

import io.sshconsole.boot.command.SshSession;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request.
 *
 * @param outcome how it ended
 * @param by who decided, or {@code null} if nobody did
 * @param reason why, as the one who decided put it; may be empty
 */
record Decision(Outcome outcome, @Nullable SshSession by, String reason) {

	static final Decision EXPIRED = new Decision(Outcome.EXPIRED, null, "");

	static final Decision WITHDRAWN = new Decision(Outcome.WITHDRAWN, null, "");

	static Decision granted(SshSession by) {
		return new Decision(Outcome.GRANTED, by, "");
	}

	static Decision refused(SshSession by, String reason) {
		return new Decision(Outcome.REFUSED, by, reason);
	}

	/**
	 * Ways a request ends.
	 */
	enum Outcome {

		GRANTED, REFUSED, EXPIRED, WITHDRAWN

	}

}

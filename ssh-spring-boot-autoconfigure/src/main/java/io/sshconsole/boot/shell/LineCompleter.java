package io.sshconsole.boot.shell;

import java.util.List;

import io.sshconsole.boot.command.SshCompletion;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.terminal.PlainText;
import io.sshconsole.boot.terminal.TextWidth;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * Offers what may be typed next, with a few words about each as far as there is room.
 */
final class LineCompleter implements Completer {

	/**
	 * Most words that are offered: a list that fills many screens helps nobody.
	 */
	private static final int LIMIT = 1000;

	/**
	 * Columns that the editor puts around a description, and one at the edge of the
	 * screen.
	 */
	private static final int AROUND_DESCRIPTION = 4;

	/**
	 * A description that is cut shorter tells nothing.
	 */
	private static final int MIN_DESCRIPTION = 8;

	private final CommandCompletion completion;

	private final Terminal terminal;

	LineCompleter(SshSession user, SshShells shells, Terminal terminal) {
		this.completion = new CommandCompletion(shells, user);
		this.terminal = terminal;
	}

	@Override
	public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
		if (line instanceof TypedLine typed) {
			this.completion.offers(typed)
				.stream()
				.filter((offer) -> PlainText.line(offer.value()).equals(offer.value()))
				.limit(LIMIT)
				.map(this::candidate)
				.forEach(candidates::add);
		}
	}

	private Candidate candidate(SshCompletion offer) {
		return new Candidate(offer.value(), offer.value(), null, description(offer), null, null, true);
	}

	private @Nullable String description(SshCompletion offer) {
		int room = this.terminal.getSize().getColumns() - TextWidth.of(offer.value()) - AROUND_DESCRIPTION;
		if (offer.description().isEmpty() || room < MIN_DESCRIPTION) {
			return null;
		}
		return TextWidth.fit(PlainText.line(offer.description()), room).stripTrailing();
	}

}

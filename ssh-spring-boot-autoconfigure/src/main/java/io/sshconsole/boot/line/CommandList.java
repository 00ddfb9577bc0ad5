package io.sshconsole.boot.line;

import java.util.List;

/**
 * A whole line.
 *
 * @param pipelines in their order; none for a blank line and for a comment
 */
public record CommandList(List<Pipeline> pipelines) {

	public CommandList {
		pipelines = List.copyOf(pipelines);
	}

}

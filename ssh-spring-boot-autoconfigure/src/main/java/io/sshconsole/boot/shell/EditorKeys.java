package io.sshconsole.boot.shell;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;

/**
 * Keys that most keyboards have and that terminals send in different ways, whatever their
 * {@code TERM} promises: Home, End, Delete, and arrows with Ctrl or Alt.
 */
final class EditorKeys {

	private static final Set<String> MAPS = Set.of(LineReader.EMACS, LineReader.VIINS, LineReader.VICMD);

	private static final Map<String, List<String>> SEQUENCES = Map.of(LineReader.BEGINNING_OF_LINE,
			List.of("\u001b[H", "\u001bOH", "\u001b[1~", "\u001b[7~"), LineReader.END_OF_LINE,
			List.of("\u001b[F", "\u001bOF", "\u001b[4~", "\u001b[8~"), LineReader.DELETE_CHAR, List.of("\u001b[3~"),
			LineReader.BACKWARD_WORD, List.of("\u001b[1;5D", "\u001b[1;3D", "\u001b[5D", "\u001bOd"),
			LineReader.FORWARD_WORD, List.of("\u001b[1;5C", "\u001b[1;3C", "\u001b[5C", "\u001bOc"));

	private EditorKeys() {
	}

	/**
	 * Binds the keys where lines are edited.
	 * @param reader the editor
	 */
	static void bind(LineReader reader) {
		reader.getKeyMaps().forEach((name, keys) -> {
			if (MAPS.contains(name)) {
				bind(keys);
			}
		});
	}

	private static void bind(KeyMap<Binding> keys) {
		SEQUENCES.forEach((widget, sequences) -> sequences.forEach((it) -> keys.bind(new Reference(widget), it)));
	}

}

package io.sshconsole.boot.shell;

import java.util.EnumSet;
import java.util.Map;

import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;

/**
 * The terminal modes of a client (RFC 4254 §8) as JLine has them. Modes that nothing here
 * acts on are left out.
 */
final class PtyModes {

	/**
	 * A control character with this value is switched off.
	 */
	private static final int DISABLED = 255;

	private static final Map<Integer, ControlChar> CHARACTERS = Map.of(1, ControlChar.VINTR, 3, ControlChar.VERASE, 4,
			ControlChar.VKILL, 5, ControlChar.VEOF, 13, ControlChar.VWERASE, 14, ControlChar.VLNEXT);

	private static final Map<Integer, InputFlag> INPUT = Map.of(36, InputFlag.ICRNL);

	private static final Map<Integer, LocalFlag> LOCAL = Map.of(50, LocalFlag.ISIG, 53, LocalFlag.ECHO);

	private static final Map<Integer, OutputFlag> OUTPUT = Map.of(70, OutputFlag.OPOST, 72, OutputFlag.ONLCR);

	private PtyModes() {
	}

	static Attributes attributes(Map<Integer, Integer> modes) {
		Attributes attributes = defaults();
		modes.forEach((opcode, value) -> {
			if (CHARACTERS.containsKey(opcode)) {
				attributes.setControlChar(CHARACTERS.get(opcode), (value == DISABLED) ? -1 : value & 0xff);
			}
			else if (INPUT.containsKey(opcode)) {
				attributes.setInputFlag(INPUT.get(opcode), value != 0);
			}
			else if (LOCAL.containsKey(opcode)) {
				attributes.setLocalFlag(LOCAL.get(opcode), value != 0);
			}
			else if (OUTPUT.containsKey(opcode)) {
				attributes.setOutputFlag(OUTPUT.get(opcode), value != 0);
			}
		});
		return attributes;
	}

	/**
	 * What every terminal emulator starts with; many clients send no modes at all.
	 */
	private static Attributes defaults() {
		Attributes attributes = new Attributes();
		attributes.setInputFlags(EnumSet.of(InputFlag.ICRNL));
		attributes.setLocalFlags(EnumSet.of(LocalFlag.ISIG, LocalFlag.ICANON, LocalFlag.ECHO));
		attributes.setOutputFlags(EnumSet.of(OutputFlag.OPOST, OutputFlag.ONLCR));
		attributes.setControlChar(ControlChar.VINTR, control('C'));
		attributes.setControlChar(ControlChar.VERASE, 0x7f);
		attributes.setControlChar(ControlChar.VKILL, control('U'));
		attributes.setControlChar(ControlChar.VEOF, control('D'));
		attributes.setControlChar(ControlChar.VWERASE, control('W'));
		attributes.setControlChar(ControlChar.VLNEXT, control('V'));
		return attributes;
	}

	private static int control(char key) {
		return key - '@';
	}

}

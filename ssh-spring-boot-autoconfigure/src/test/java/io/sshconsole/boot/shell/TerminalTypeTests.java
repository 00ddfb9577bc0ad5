package io.sshconsole.boot.shell;

import org.jline.utils.InfoCmp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TerminalTypeTests {

	@ParameterizedTest
	@CsvSource({ "xterm, xterm", "xterm-256color, xterm-256color", "xterm-kitty, xterm-256color",
			"XTERM-GHOSTTY, xterm-256color", "alacritty, xterm-256color", "tmux-256color, screen-256color",
			"screen.linux, screen-256color", "rxvt-unicode, rxvt-unicode", "linux, ansi", "vt100, ansi",
			"'; reboot', ansi", "dumb, dumb", "'', dumb", "unknown, dumb" })
	void everyNameHasABundledType(String name, String type) {
		assertThat(TerminalType.bundled(name)).isEqualTo(type);
		assertThat(InfoCmp.getDefaultInfoCmp(type)).isNotNull();
	}

}

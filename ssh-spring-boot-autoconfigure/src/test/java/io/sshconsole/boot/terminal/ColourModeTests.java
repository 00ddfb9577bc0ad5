package io.sshconsole.boot.terminal;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ColourModeTests {

	@ParameterizedTest
	@ValueSource(strings = { "xterm", "xterm-256color", "screen", "tmux-256color", "linux", "alacritty" })
	void terminalsWithColourGetIt(String type) {
		assertThat(ColourMode.AUTO.allows(type, Map.of())).isTrue();
		assertThat(ColourMode.NEVER.allows(type, Map.of())).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "dumb", "DUMB", "unknown", "vt100", "vt220", "xterm-mono", "hp-m" })
	void terminalsWithoutColourGetNone(String type) {
		assertThat(ColourMode.AUTO.allows(type, Map.of())).isFalse();
	}

	@Test
	void whoWantsNoColourGetsNone() {
		assertThat(ColourMode.AUTO.allows("xterm", Map.of("NO_COLOR", "1"))).isFalse();
		assertThat(ColourMode.AUTO.allows("xterm", Map.of("NO_COLOR", ""))).isTrue();
	}

}

package io.sshconsole.boot.shell;

import java.util.Map;

import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PtyModesTests {

	@Test
	void aClientWithoutModesHasTheUsualOnes() {
		Attributes attributes = PtyModes.attributes(Map.of());
		assertThat(attributes.getControlChar(ControlChar.VINTR)).isEqualTo(3);
		assertThat(attributes.getControlChar(ControlChar.VERASE)).isEqualTo(127);
		assertThat(attributes.getLocalFlag(LocalFlag.ISIG)).isTrue();
		assertThat(attributes.getLocalFlag(LocalFlag.ECHO)).isTrue();
		assertThat(attributes.getInputFlag(InputFlag.ICRNL)).isTrue();
		assertThat(attributes.getOutputFlag(OutputFlag.ONLCR)).isTrue();
	}

	@Test
	void aClientSetsModes() {
		Attributes attributes = PtyModes.attributes(Map.of(1, 24, 3, 8, 5, 255, 50, 0, 53, 0, 36, 0, 72, 0, 128, 9600));
		assertThat(attributes.getControlChar(ControlChar.VINTR)).isEqualTo(24);
		assertThat(attributes.getControlChar(ControlChar.VERASE)).isEqualTo(8);
		assertThat(attributes.getControlChar(ControlChar.VEOF)).isNegative();
		assertThat(attributes.getLocalFlag(LocalFlag.ISIG)).isFalse();
		assertThat(attributes.getLocalFlag(LocalFlag.ECHO)).isFalse();
		assertThat(attributes.getInputFlag(InputFlag.ICRNL)).isFalse();
		assertThat(attributes.getOutputFlag(OutputFlag.ONLCR)).isFalse();
		assertThat(attributes.getOutputFlag(OutputFlag.OPOST)).isTrue();
	}

}

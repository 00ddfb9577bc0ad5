package io.sshconsole.boot.recording;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AsciicastFileTests {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	@Test
	void headerIsTheFirstLineAndEachEventOneMore() throws IOException {
		Map<String, Object> header = new LinkedHashMap<>();
		header.put("version", 2);
		header.put("title", "ada");
		header.put("env", Map.of("TERM", "xterm"));
		AsciicastFile file = AsciicastFile.begin(this.out, header, 1_000);
		file.event(1_000, 'o', "app> ");
		file.event(61_002_004_000L, 'r', "100x30");
		assertThat(text()).isEqualTo("""
				{"version": 2, "title": "ada", "env": {"TERM": "xterm"}}
				[0.000000, "o", "app> "]
				[61.002003, "r", "100x30"]
				""");
		assertThat(file.size()).isEqualTo(this.out.size());
	}

	@Test
	void whatMovesACursorOrEndsALineIsEscaped() throws IOException {
		AsciicastFile file = AsciicastFile.begin(this.out, Map.of(), 0);
		file.event(0, 'o', "\"\\\r\n\u001b[2J\u007f\u009b\0");
		assertThat(text()).isEqualTo("""
				{}
				[0.000000, "o", "\\"\\\\\\u000d\\u000a\\u001b[2J\\u007f\\u009b\\u0000"]
				""");
	}

	@Test
	void charactersAreUtf8AndHalvesOfThemEscapes() throws IOException {
		AsciicastFile file = AsciicastFile.begin(this.out, Map.of(), 0);
		file.event(0, 'o', "ä€😀\ud83d");
		assertThat(text()).isEqualTo("{}\n[0.000000, \"o\", \"ä€😀\\ud83d\"]\n");
	}

	private String text() {
		return this.out.toString(StandardCharsets.UTF_8);
	}

}

package io.sshconsole.boot.render;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.sshconsole.boot.command.OutputFormat;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshResultRenderer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CustomRendererTests {

	private final Rendering rendering = new Rendering(
			new ResultWriter(List.of(new Stars("*", OutputFormat.TABLE), new Stars("+", null)), null));

	@Test
	void theFirstThatSupportsAResultWritesIt() throws Exception {
		assertThat(this.rendering.on(80, 3)).isEqualTo("***\n");
		assertThat(this.rendering.as(null, 3)).isEqualTo("+++\n");
		assertThat(this.rendering.as(OutputFormat.JSON, 3)).isEqualTo("+++\n");
	}

	@Test
	void itGetsWhatIsInAFuture() throws Exception {
		assertThat(this.rendering.as(null, CompletableFuture.completedFuture(2))).isEqualTo("++\n");
	}

	@Test
	void whatItDoesNotSupportIsWrittenAsEver() throws Exception {
		assertThat(this.rendering.as(null, "text")).isEqualTo("text\n");
		assertThat(this.rendering.as(null, List.of(1))).isEqualTo("1\n");
	}

	private record Stars(String star, @Nullable OutputFormat only) implements SshResultRenderer {

		@Override
		public boolean supports(Object result, OutputFormat format) {
			return result instanceof Integer && (this.only == null || this.only == format);
		}

		@Override
		public void render(Object result, OutputFormat format, SshCommandContext context) {
			context.out().println(this.star.repeat((Integer) result));
		}

	}

}

package io.sshconsole.boot.render;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;

import io.sshconsole.boot.command.OutputFormat;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandContextBuilder;
import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.boot.terminal.SshTerminal;
import io.sshconsole.ssh.connection.WindowSize;
import org.jspecify.annotations.Nullable;

import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Results as their users see them.
 */
final class Rendering {

	private final ResultWriter writer;

	private final Map<String, String> environment = new HashMap<>();

	Rendering() {
		this(new ResultWriter());
	}

	Rendering(ResultWriter writer) {
		this.writer = writer;
	}

	Rendering environment(String name, String value) {
		this.environment.put(name, value);
		return this;
	}

	String as(@Nullable OutputFormat format, @Nullable Object result) throws Exception {
		return write(result, format, builder());
	}

	/**
	 * What is on a terminal with colour.
	 */
	String inColour(int columns, @Nullable Object result) throws Exception {
		SshTerminal terminal = mock(SshTerminal.class);
		given(terminal.hasColour()).willReturn(true);
		return write(result, null, terminal(columns).terminal((run) -> terminal));
	}

	/**
	 * What is on a terminal without colour.
	 */
	String on(int columns, @Nullable Object result) throws Exception {
		return write(result, null, terminal(columns));
	}

	String onTerminalAs(OutputFormat format, @Nullable Object result) throws Exception {
		return write(result, format, terminal(80));
	}

	private SshCommandContextBuilder terminal(int columns) {
		return builder().terminal("xterm", () -> new WindowSize(columns, 24, 0, 0));
	}

	private SshCommandContextBuilder builder() {
		return SshCommandContext.builder(new TestConsole().session()).environment(this.environment);
	}

	private String write(@Nullable Object result, @Nullable OutputFormat format, SshCommandContextBuilder builder)
			throws Exception {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		SshCommandContext context = builder.out(out).build();
		try {
			this.writer.write(result, format, context);
		}
		finally {
			context.flush();
		}
		return out.toString(context.charset());
	}

}

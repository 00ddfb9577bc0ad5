package io.sshconsole.boot.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import io.sshconsole.boot.command.OutputFormat;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshResultRenderer;

import org.springframework.core.io.Resource;

/**
 * Writes bytes as they are, whatever the format.
 */
final class RawRenderer implements SshResultRenderer {

	private static final int BUFFER_SIZE = 32 * 1024;

	@Override
	public boolean supports(Object result, OutputFormat format) {
		return result instanceof byte[] || result instanceof InputStream || result instanceof Resource;
	}

	@Override
	public void render(Object result, OutputFormat format, SshCommandContext context) throws IOException {
		if (result instanceof byte[] bytes) {
			context.rawOut().write(bytes);
		}
		else if (result instanceof InputStream stream) {
			copy(stream, context);
		}
		else if (result instanceof Resource resource) {
			try (InputStream stream = resource.getInputStream()) {
				copy(stream, context);
			}
		}
	}

	private static void copy(InputStream source, SshCommandContext context) throws IOException {
		OutputStream out = context.rawOut();
		byte[] buffer = new byte[BUFFER_SIZE];
		int length = source.read(buffer);
		while (length >= 0 && !context.isCancelled()) {
			out.write(buffer, 0, length);
			length = source.read(buffer);
		}
	}

}

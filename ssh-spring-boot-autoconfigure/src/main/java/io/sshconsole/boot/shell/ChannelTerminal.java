package io.sshconsole.boot.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;

import io.sshconsole.ssh.connection.PtyRequest;
import io.sshconsole.ssh.connection.WindowSize;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Sized;
import org.jline.terminal.impl.AbstractTerminal;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.InfoCmp;
import org.jline.utils.NonBlocking;
import org.jline.utils.NonBlockingInputStream;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/**
 * A client's terminal as JLine sees it. Nothing in it asks the operating system: neither
 * for a device, nor for {@code infocmp}, nor for the environment of the server.
 */
final class ChannelTerminal extends AbstractTerminal {

	/**
	 * Sizes for a client that does not tell, as terminals have had them since the VT100.
	 */
	private static final int DEFAULT_COLUMNS = 80;

	private static final int DEFAULT_ROWS = 24;

	private final TypeAhead typeAhead;

	private final TerminalOutput output;

	private final NonBlockingInputStream input = new Keys();

	private final NonBlockingReader reader;

	private final PrintWriter writer;

	private final Attributes attributes;

	private volatile Size size;

	/**
	 * What happens while the prompt is there; only the session's thread uses it.
	 */
	private @Nullable PromptWatch watch;

	ChannelTerminal(PtyRequest pty, Attributes attributes, Charset charset, Map<String, String> environment,
			TypeAhead typeAhead, TerminalOutput output) throws IOException {
		super("ssh", TerminalType.bundled(pty.terminal()), charset, SignalHandler.SIG_DFL);
		this.typeAhead = typeAhead;
		this.output = output;
		this.attributes = attributes;
		this.size = size(pty.size());
		this.reader = NonBlocking.nonBlocking(getName(), this.input, charset);
		this.writer = new PrintWriter(new OutputStreamWriter(output, charset));
		this.envProvider = (variable) -> environment.getOrDefault(variable, "");
		parseInfoCmp();
	}

	@Override
	protected void parseInfoCmp() {
		InfoCmp.parseInfoCmp(InfoCmp.getDefaultInfoCmp(getType()), this.bools, this.ints, this.strings);
		detectTrueColorSupport();
	}

	/**
	 * Takes a new size. The thread that edits a line hears of it at once, every other at
	 * its next line.
	 * @param window the client's window
	 */
	void resize(WindowSize window) {
		this.size = size(window);
		this.typeAhead.wake();
	}

	/**
	 * Says what happens while nobody presses a key. Called by the thread that edits.
	 * @param watch looked at while a key is waited for, or {@code null} while no line is
	 * edited
	 */
	void watch(@Nullable PromptWatch watch) {
		this.watch = watch;
	}

	private static Size size(WindowSize window) {
		return Size.of((window.columns() > 0) ? window.columns() : DEFAULT_COLUMNS,
				(window.rows() > 0) ? window.rows() : DEFAULT_ROWS);
	}

	@Override
	public NonBlockingReader reader() {
		return this.reader;
	}

	@Override
	public PrintWriter writer() {
		return this.writer;
	}

	@Override
	public InputStream input() {
		return this.input;
	}

	@Override
	public OutputStream output() {
		return this.output;
	}

	@Override
	public Attributes getAttributes() {
		return new Attributes(this.attributes);
	}

	@Override
	public void setAttributes(Attributes attributes) {
		this.attributes.copy(attributes);
	}

	@Override
	public Size getSize() {
		return this.size;
	}

	@Override
	public void setSize(Sized size) {
		this.size = Size.of(size);
	}

	/**
	 * Does nothing unless it changes something: the editor switches the mouse off behind
	 * every line, with seven control sequences.
	 */
	@Override
	public boolean trackMouse(MouseTracking tracking) {
		return tracking == this.currentMouseTracking || super.trackMouse(tracking);
	}

	@Override
	public @Nullable TerminalProvider getProvider() {
		return null;
	}

	@Override
	public @Nullable SystemStream getSystemStream() {
		return null;
	}

	/**
	 * The keys that are pressed. Before the thread waits for one, it sends what the last
	 * one changed on the screen.
	 */
	private final class Keys extends NonBlockingInputStream {

		@Override
		public int read(long timeout, boolean peek) throws IOException {
			int key = TypeAhead.WOKEN;
			while (key == TypeAhead.WOKEN) {
				if (ChannelTerminal.this.typeAhead.isWaiting()) {
					ChannelTerminal.this.output.release();
				}
				key = next(timeout, peek);
				ChannelTerminal.this.output.hold();
				if (key == TypeAhead.WOKEN) {
					raise(Signal.WINCH);
					look();
				}
			}
			return (key == TypeAhead.EXPIRED) ? READ_EXPIRED : key;
		}

		/**
		 * Waits for a key, but not longer than there is nothing else to do.
		 */
		private int next(long timeout, boolean peek) throws IOException {
			PromptWatch watch = ChannelTerminal.this.watch;
			long timeLeft = (watch != null) ? watch.timeLeft() : 0;
			boolean shorter = timeLeft > 0 && (timeout == 0 || timeLeft < timeout);
			int key = ChannelTerminal.this.typeAhead.read(shorter ? timeLeft : timeout, peek);
			if (key >= 0 && watch != null) {
				watch.restart();
			}
			return (shorter && key == TypeAhead.EXPIRED) ? TypeAhead.WOKEN : key;
		}

		private void look() {
			PromptWatch watch = ChannelTerminal.this.watch;
			if (watch != null) {
				watch.look();
			}
		}

		@Override
		public int available() {
			return ChannelTerminal.this.typeAhead.available();
		}

	}

}

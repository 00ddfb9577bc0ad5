package io.sshconsole.boot.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jspecify.annotations.Nullable;

/**
 * Standard input of a command on a terminal: whole lines with echo, erase and end of
 * file, as the line discipline of an operating system gives them. A line is edited while
 * it is read, by the thread that reads.
 */
final class TerminalLine extends InputStream {

	/**
	 * Longest line: nobody types more, and each session could cost that much memory.
	 */
	static final int MAX_LENGTH = 64 * 1024;

	private static final int BELL = 7;

	private static final int DELETE = 0x7f;

	private final TypeAhead typeAhead;

	private final TerminalOutput output;

	private final Attributes attributes;

	private final Runnable woken;

	private ByteArrayOutputStream edited = new ByteArrayOutputStream();

	private byte[] line = new byte[0];

	private int position;

	TerminalLine(TypeAhead typeAhead, TerminalOutput output, Attributes attributes) {
		this(typeAhead, output, attributes, () -> {
		});
	}

	/**
	 * Creates an empty input.
	 * @param typeAhead what is typed
	 * @param output where it is echoed
	 * @param attributes the special characters
	 * @param woken what the reading thread does when something other than input wants to
	 * be looked at
	 */
	TerminalLine(TypeAhead typeAhead, TerminalOutput output, Attributes attributes, Runnable woken) {
		this.typeAhead = typeAhead;
		this.output = output;
		this.attributes = new Attributes(attributes);
		this.woken = woken;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] target, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, target.length);
		if (length == 0) {
			return 0;
		}
		if (this.position == this.line.length) {
			this.line = edit();
			this.position = 0;
		}
		int count = Math.min(length, this.line.length - this.position);
		System.arraycopy(this.line, this.position, target, offset, count);
		this.position += count;
		return (count == 0) ? -1 : count;
	}

	@Override
	public int available() {
		return this.line.length - this.position;
	}

	/**
	 * Reads a line.
	 * @return the line with its line feed; without it if end of file was typed behind
	 * text; empty at end of file
	 * @throws UserInterruptException if the interrupt character is in the input, which
	 * happens only while no command runs
	 */
	byte[] edit() throws IOException {
		return edit(null);
	}

	/**
	 * Reads a line, and looks what there is to do while no key is pressed.
	 * @param watch what that is, or {@code null} for nothing
	 * @return as {@link #edit()}
	 */
	byte[] edit(@Nullable PromptWatch watch) throws IOException {
		ByteArrayOutputStream text = new ByteArrayOutputStream();
		this.edited = text;
		while (true) {
			int key = next(watch);
			if (key == TypeAhead.END || isControl(ControlChar.VEOF, key)) {
				this.output.flush();
				return text.toByteArray();
			}
			if (this.attributes.getLocalFlag(LocalFlag.ISIG) && isControl(ControlChar.VINTR, key)) {
				echo("^C\n");
				throw new UserInterruptException(text.toString());
			}
			if (key == '\n' || (key == '\r' && this.attributes.getInputFlag(InputFlag.ICRNL))) {
				text.write('\n');
				echo("\n");
				this.output.flush();
				return text.toByteArray();
			}
			edit(text, key);
		}
	}

	private int next(@Nullable PromptWatch watch) throws IOException {
		while (true) {
			if (this.typeAhead.isWaiting()) {
				this.output.flush();
			}
			int key = this.typeAhead.read((watch != null) ? watch.timeLeft() : 0, false);
			if (key == TypeAhead.WOKEN) {
				this.woken.run();
			}
			else if (key == TypeAhead.EXPIRED && watch != null) {
				watch.look();
			}
			else {
				if (watch != null) {
					watch.restart();
				}
				return key;
			}
		}
	}

	/**
	 * Echoes once more what has been typed of the line that is being edited.
	 */
	void echoAgain() throws IOException {
		for (byte b : this.edited.toByteArray()) {
			echo(b & 0xff);
		}
	}

	private void edit(ByteArrayOutputStream text, int key) throws IOException {
		if (isControl(ControlChar.VERASE, key)) {
			erase(text);
		}
		else if (isControl(ControlChar.VKILL, key)) {
			while (text.size() > 0) {
				erase(text);
			}
		}
		else if (text.size() == MAX_LENGTH) {
			this.output.write(BELL);
		}
		else {
			text.write(key);
			echo(key);
		}
	}

	/**
	 * Takes back one character, which in UTF-8 is all continuation bytes and the one
	 * before them.
	 */
	private void erase(ByteArrayOutputStream text) throws IOException {
		byte[] bytes = text.toByteArray();
		int length = bytes.length - 1;
		while (length > 0 && (bytes[length] & 0xc0) == 0x80) {
			length--;
		}
		text.reset();
		if (length >= 0) {
			text.write(bytes, 0, length);
			boolean shownAsTwo = bytes[length] >= 0 && bytes[length] < ' ' || bytes[length] == DELETE;
			echo(shownAsTwo ? "\b \b\b \b" : "\b \b");
		}
	}

	private boolean isControl(ControlChar name, int key) {
		return key > 0 && this.attributes.getControlChar(name) == key;
	}

	private void echo(int key) throws IOException {
		if (key < ' ' || key == DELETE) {
			echo("^" + (char) (key ^ '@'));
		}
		else if (this.attributes.getLocalFlag(LocalFlag.ECHO)) {
			this.output.write(key);
		}
	}

	private void echo(String ascii) throws IOException {
		if (this.attributes.getLocalFlag(LocalFlag.ECHO)) {
			for (int i = 0; i < ascii.length(); i++) {
				this.output.write(ascii.charAt(i));
			}
		}
	}

}

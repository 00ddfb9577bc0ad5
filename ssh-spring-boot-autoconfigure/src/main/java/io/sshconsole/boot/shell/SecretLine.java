package io.sshconsole.boot.shell;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Arrays;

import org.jline.terminal.Attributes.ControlChar;

/**
 * A line that is typed and not shown. What it holds is overwritten when it is closed.
 */
final class SecretLine implements AutoCloseable {

	/**
	 * Longest secret; what is typed behind it is dropped. The array never grows, because
	 * that would leave copies behind.
	 */
	private static final int MAX_LENGTH = 4096;

	private final LineConsole console;

	private final Runnable woken;

	private final byte[] bytes = new byte[MAX_LENGTH];

	private int length;

	SecretLine(LineConsole console, Runnable woken) {
		this.console = console;
		this.woken = woken;
	}

	/**
	 * Reads the line.
	 * @return {@code false} if the input ended before anything was typed
	 */
	boolean read() throws IOException {
		while (true) {
			int key = this.console.readKey(0);
			if (key == '\r' || key == '\n') {
				return true;
			}
			if (key == TypeAhead.END || is(ControlChar.VEOF, key)) {
				return this.length > 0;
			}
			if (key == TypeAhead.WOKEN) {
				this.woken.run();
			}
			else {
				edit(key);
			}
		}
	}

	private void edit(int key) {
		if (is(ControlChar.VERASE, key)) {
			erase();
		}
		else if (is(ControlChar.VKILL, key)) {
			this.length = 0;
		}
		else if (this.length < MAX_LENGTH) {
			this.bytes[this.length++] = (byte) key;
		}
	}

	/**
	 * Takes back one character, which in UTF-8 is all continuation bytes and the one
	 * before them.
	 */
	private void erase() {
		while (this.length > 1 && (this.bytes[this.length - 1] & 0xc0) == 0x80) {
			this.length--;
		}
		this.length = Math.max(0, this.length - 1);
	}

	private boolean is(ControlChar name, int key) {
		return key > 0 && this.console.attributes().getControlChar(name) == key;
	}

	/**
	 * Returns what was typed.
	 * @return an array that belongs to the caller
	 */
	char[] toCharArray() {
		CharBuffer decoded = this.console.charset().decode(ByteBuffer.wrap(this.bytes, 0, this.length));
		char[] characters = new char[decoded.remaining()];
		decoded.get(characters);
		Arrays.fill(decoded.array(), '\0');
		return characters;
	}

	@Override
	public void close() {
		Arrays.fill(this.bytes, (byte) 0);
	}

}

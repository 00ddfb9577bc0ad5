package io.sshconsole.boot.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.sshconsole.boot.shell.SshRecording;
import io.sshconsole.ssh.connection.PtyRequest;
import io.sshconsole.ssh.connection.WindowSize;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recording of one channel, in as many files as it needs.
 */
final class AsciicastRecording implements SshRecording {

	private static final Logger logger = LoggerFactory.getLogger(AsciicastRecording.class);

	/**
	 * What is written down where the client has no terminal, or does not know its size.
	 */
	private static final WindowSize USUAL_SIZE = new WindowSize(80, 24, 0, 0);

	private final RecordingDirectory directory;

	private final RecordingSettings settings;

	private final String name;

	private final LineMask mask;

	private final Map<String, Object> header = new LinkedHashMap<>();

	private final boolean terminal;

	private int parts;

	private RecordingFile target;

	private AsciicastFile file;

	private boolean lost;

	/**
	 * Begins a recording.
	 * @param directory makes the files
	 * @param settings says when to begin another file, and whether it may fail
	 * @param mask hides what is not to be kept
	 * @param name of the first file
	 * @param title what a player shows above it
	 * @param line what runs; empty for a shell
	 * @param pty the terminal, or empty
	 */
	AsciicastRecording(RecordingDirectory directory, RecordingSettings settings, LineMask mask, String name,
			String title, String line, Optional<PtyRequest> pty) throws IOException {
		this.directory = directory;
		this.settings = settings;
		this.mask = mask;
		this.name = name;
		this.terminal = pty.isPresent();
		this.header.put("version", 2);
		size(pty.map(PtyRequest::size).filter((size) -> size.columns() > 0 && size.rows() > 0).orElse(USUAL_SIZE));
		this.header.put("timestamp", 0);
		this.header.put("title", title);
		if (!line.isEmpty()) {
			this.header.put("command", mask.masked(line));
		}
		pty.ifPresent((request) -> this.header.put("env", Map.of("TERM", request.terminal())));
		this.target = directory.create(name);
		this.file = begin(this.target);
	}

	private void size(WindowSize size) {
		this.header.put("width", size.columns());
		this.header.put("height", size.rows());
	}

	private AsciicastFile begin(RecordingFile created) throws IOException {
		this.parts++;
		this.header.put("timestamp", System.currentTimeMillis() / 1000);
		try {
			return AsciicastFile.begin(created.out(), this.header, System.nanoTime());
		}
		catch (IOException ex) {
			created.close();
			throw ex;
		}
	}

	Path path() {
		return this.target.path();
	}

	@Override
	public void output(String text) throws IOException {
		write('o', this.mask.add(text));
	}

	@Override
	public void resized(WindowSize size) throws IOException {
		size(size);
		write('r', size.columns() + "x" + size.rows());
	}

	private void write(char code, String data) throws IOException {
		if (this.lost || data.isEmpty()) {
			return;
		}
		try {
			if (this.file.size() >= this.settings.maxSize().toBytes()) {
				next();
			}
			// A player's terminal makes no CR LF of LF, as that of the client did
			this.file.event(System.nanoTime(), code, this.terminal ? data : data.replace("\n", "\r\n"));
		}
		catch (IOException ex) {
			this.lost = true;
			logger.warn("The recording {} failed", path(), ex);
			if (this.settings.required()) {
				throw ex;
			}
		}
	}

	private void next() throws IOException {
		this.target.close();
		this.directory.clean();
		this.target = this.directory.create(this.name + "-" + (this.parts + 1));
		this.file = begin(this.target);
	}

	@Override
	public void close() {
		try (RecordingFile last = this.target) {
			write('o', this.mask.end());
		}
		catch (IOException ex) {
			logger.warn("The recording {} was not completed", path(), ex);
		}
	}

}

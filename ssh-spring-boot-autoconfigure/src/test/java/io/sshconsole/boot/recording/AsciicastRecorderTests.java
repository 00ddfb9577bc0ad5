package io.sshconsole.boot.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.shell.SshRecording;
import io.sshconsole.ssh.connection.PtyRequest;
import io.sshconsole.ssh.connection.WindowSize;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class AsciicastRecorderTests {

	private static final Instant NOW = Instant.parse("2026-11-21T19:07:46Z");

	private static final String OURS = "20260101T000000Z-ssh-1-1.cast";

	private final List<Object> events = new ArrayList<>();

	@TempDir
	private Path temporary;

	private Path directory;

	private boolean required;

	private List<String> users = List.of();

	private List<String> authorities = List.of();

	private DataSize maxSize = DataSize.ofKilobytes(1);

	private DataSize maxTotalSize = DataSize.ofBytes(0);

	@BeforeEach
	void nameDirectory() {
		this.directory = this.temporary.resolve("recordings");
	}

	@Test
	void everybodyIsRecordedUnlessSomebodyIsNamed() throws IOException {
		assertThat(isRecorded("ada")).isTrue();
		this.users = List.of("bob");
		assertThat(isRecorded("ada", "ROLE_ADMIN")).isFalse();
		assertThat(isRecorded("bob")).isTrue();
		this.authorities = List.of("ROLE_ADMIN");
		assertThat(isRecorded("ada", "ROLE_USER")).isFalse();
		assertThat(isRecorded("ada", "ROLE_ADMIN")).isTrue();
		this.users = List.of();
		assertThat(isRecorded("bob")).isFalse();
	}

	@Test
	void nobodyEscapesByCapitalLettersOrByAHigherRole() throws IOException {
		this.users = List.of("bob");
		assertThat(isRecorded("BOB")).isTrue();
		this.authorities = List.of("ROLE_OPERATOR");
		assertThat(isRecorded("ada", "ROLE_BOSS")).isTrue();
	}

	@Test
	void filesAreForTheirOwnerAlone() throws IOException {
		record(recorder());
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.directory))).isEqualTo("rwx------");
		assertThat(files()).singleElement()
			.satisfies((file) -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
				.isEqualTo("rw-------"));
	}

	@Test
	void directoryThatOthersMayWriteIsRefused() throws IOException {
		Files.createDirectory(this.directory);
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwxrwx---"));
		assertThatIOException().isThrownBy(this::recorder).withMessageContaining("chmod 700");
	}

	@Test
	void noUserChoosesTheNameOfAFile() throws IOException {
		AsciicastRecorder recorder = recorder();
		recorder.record(session("../../etc/passwd"), "", Optional.empty()).orElseThrow().close();
		assertThat(files()).extracting((file) -> file.getFileName().toString())
			.containsExactly("20261121T190746Z-ssh-7-1.cast");
		assertThat(Files.readString(files().get(0))).contains("\"title\": \"../../etc/passwd in ssh-7\"");
	}

	@Test
	void fileThatExistsIsNotTouched() throws IOException {
		Files.createDirectory(this.directory,
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		Path other = Files.writeString(this.directory.resolve("20261121T190746Z-ssh-7-1.cast"), "of another server");
		record(recorder());
		assertThat(other).hasContent("of another server");
		assertThat(this.directory.resolve("20261121T190746Z-ssh-7-1_2.cast")).exists();
	}

	@Test
	void recordingGoesOnInAnotherFileAtItsSize() throws IOException {
		SshRecording recording = recorder().record(session("ada"), "", pty()).orElseThrow();
		for (int i = 0; i < 3; i++) {
			recording.output("x".repeat(1024));
			recording.resized(new WindowSize(100, 30, 0, 0));
		}
		recording.close();
		assertThat(files()).hasSize(4).allSatisfy((file) -> {
			assertThat(Files.size(file)).isLessThan(2048);
			assertThat(Files.readString(file)).startsWith("{\"version\": 2, \"width\": ");
		});
		assertThat(Files.readString(this.directory.resolve("20261121T190746Z-ssh-7-1-2.cast")))
			.contains("\"width\": 100, \"height\": 30");
	}

	@Test
	void oldRecordingsGo() throws IOException {
		Files.createDirectory(this.directory,
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		Path old = old(OURS, 91, 10);
		Path young = old("20260101T000000Z-ssh-1-2-2.cast", 89, 10);
		Path foreign = old("holiday.cast", 91, 10);
		recorder();
		assertThat(old).doesNotExist();
		assertThat(young).exists();
		assertThat(foreign).exists();
	}

	@Test
	void theOldestGoWhenThereIsTooMuch() throws IOException {
		Files.createDirectory(this.directory,
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		this.maxTotalSize = DataSize.ofBytes(250);
		Path oldest = old(OURS, 3, 100);
		Path older = old("20260101T000000Z-ssh-1-2.cast", 2, 100);
		Path young = old("20260101T000000Z-ssh-1-3.cast", 1, 100);
		recorder();
		assertThat(oldest).doesNotExist();
		assertThat(older).exists();
		assertThat(young).exists();
	}

	@Test
	void recordingThatIsBeingWrittenStays() throws IOException {
		this.maxTotalSize = DataSize.ofBytes(10);
		AsciicastRecorder recorder = recorder();
		SshRecording recording = recorder.record(session("ada"), "", pty()).orElseThrow();
		for (int i = 0; i < 2; i++) {
			recording.output("x".repeat(1024));
		}
		assertThat(files()).extracting((file) -> file.getFileName().toString())
			.containsExactly("20261121T190746Z-ssh-7-1-2.cast");
		recording.close();
	}

	@Test
	void recordingThatAnotherServerOfTheProcessWritesStays() throws Exception {
		this.maxTotalSize = DataSize.ofBytes(10);
		SshRecording recording = recorder().record(session("ada"), "", pty()).orElseThrow();
		List<Path> written = files();
		Path sameDirectory = Files.createSymbolicLink(this.temporary.resolve("link"), this.directory);
		this.directory = sameDirectory;
		recorder();
		assertThat(written).singleElement().satisfies((file) -> assertThat(file).exists());
		// Nor has the look of the second server taken the lock that others see
		assertThat(otherServer("clean").waitFor()).isZero();
		assertThat(written).singleElement().satisfies((file) -> assertThat(file).exists());
		recording.close();
		recorder();
		assertThat(files()).isEmpty();
	}

	@Test
	void recordingThatAnotherProcessWritesStaysUntilThatEnds() throws Exception {
		this.maxTotalSize = DataSize.ofBytes(10);
		Process other = otherServer("record");
		try {
			assertThat(other.inputReader().readLine()).isEqualTo("written");
			recorder();
			assertThat(files()).hasSize(1);
			other.destroyForcibly().waitFor();
			recorder();
			assertThat(files()).isEmpty();
		}
		finally {
			other.destroyForcibly();
		}
	}

	@Test
	void fileThatAnotherServerIsAboutToLockStays() throws IOException {
		this.maxTotalSize = DataSize.ofBytes(10);
		SshRecording tooMuch = recorder().record(session("ada"), "", pty()).orElseThrow();
		Files.setLastModifiedTime(files().get(0), FileTime.from(NOW.minus(Duration.ofDays(1))));
		Path begins = old(OURS, 0, 0);
		Path lost = old("20260101T000000Z-ssh-1-2.cast", 1, 0);
		recorder();
		assertThat(begins).exists();
		assertThat(lost).doesNotExist();
		tooMuch.close();
	}

	@Test
	void aLinkIsNotFollowedAndNotDeleted() throws IOException {
		Files.createDirectory(this.directory,
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		Path target = old("../target", 91, 10);
		Path link = Files.createSymbolicLink(this.directory.resolve(OURS), target);
		recorder();
		assertThat(target).exists();
		assertThat(link).exists();
	}

	@Test
	void aDirectoryWithANameOfOursStays() throws IOException {
		Path other = Files.createDirectories(this.directory.resolve(OURS));
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwx------"));
		Files.setLastModifiedTime(other, FileTime.from(NOW.minus(Duration.ofDays(91))));
		recorder();
		assertThat(other).exists();
	}

	@Test
	void lostDirectoryEndsTheSessionOnlyIfRecordingIsRequired() throws IOException {
		AsciicastRecorder lenient = recorder();
		this.required = true;
		AsciicastRecorder strict = recorder();
		Files.delete(this.directory);
		assertThat(lenient.record(session("ada"), "", pty())).isEmpty();
		assertThatIOException().isThrownBy(() -> strict.record(session("ada"), "", pty()));
	}

	@Test
	void recordingThatCannotGoOnEndsTheSessionOnlyIfItIsRequired() throws IOException {
		SshRecording lenient = recorder().record(session("ada"), "", pty()).orElseThrow();
		this.required = true;
		SshRecording strict = recorder().record(session("ada"), "", pty()).orElseThrow();
		lenient.output("x".repeat(1024));
		strict.output("x".repeat(1024));
		FileSystemUtils.deleteRecursively(this.directory);
		lenient.output("not kept");
		assertThatIOException().isThrownBy(() -> strict.output("not kept"));
		lenient.close();
		strict.close();
	}

	@Test
	void interruptedThreadRecordsLikeAnyOther() throws IOException {
		this.required = true;
		AsciicastRecorder recorder = recorder();
		Thread.currentThread().interrupt();
		try {
			SshRecording recording = recorder.record(session("ada"), "", pty()).orElseThrow();
			recording.output("interrupted");
			recording.output("x".repeat(1024));
			recording.output("twice");
			recording.close();
		}
		finally {
			assertThat(Thread.interrupted()).isTrue();
		}
		assertThat(files()).hasSize(2);
		assertThat(Files.readString(files().get(0))).contains("twice");
		assertThat(Files.readString(files().get(1))).contains("interrupted");
	}

	@Test
	void startIsToldWithItsFile() throws IOException {
		record(recorder());
		assertThat(this.events).singleElement().isInstanceOfSatisfying(SshRecordingStartedEvent.class, (event) -> {
			assertThat(event.auditPrincipal()).isEqualTo("ada");
			assertThat(event.auditData())
				.isEqualTo(Map.of("session", "ssh-7", "file", files().get(0).getFileName().toString()));
		});
	}

	private AsciicastRecorder recorder() throws IOException {
		RecordingSettings settings = new RecordingSettings(this.directory, this.required, this.users, this.authorities,
				this.maxSize, Duration.ofDays(90), this.maxTotalSize, List.of());
		return new AsciicastRecorder(settings, RoleHierarchyImpl.fromHierarchy("ROLE_BOSS > ROLE_OPERATOR"),
				this.events::add, Clock.fixed(NOW, ZoneOffset.UTC));
	}

	private Process otherServer(String task) throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), OtherServer.class.getName(), this.directory.toString(), task)
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
	}

	private boolean isRecorded(String user, String... authorities) throws IOException {
		Optional<SshRecording> recording = recorder().record(session(user, authorities), "", pty());
		recording.ifPresent(SshRecording::close);
		return recording.isPresent();
	}

	private void record(AsciicastRecorder recorder) throws IOException {
		recorder.record(session("ada"), "", pty()).orElseThrow().close();
	}

	private static SshSession session(String user, String... authorities) {
		return new SshSession("ssh-7", user, UsernamePasswordAuthenticationToken.authenticated(user, null,
				AuthorityUtils.createAuthorityList(authorities)));
	}

	private static Optional<PtyRequest> pty() {
		return Optional.of(new PtyRequest("xterm", new WindowSize(80, 24, 0, 0), Map.of()));
	}

	private Path old(String name, int days, int size) throws IOException {
		Path file = Files.write(this.directory.resolve(name), new byte[size]);
		return Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(days))));
	}

	private List<Path> files() {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.sorted().toList();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A server in a process of its own, which wants to delete everything.
	 */
	static final class OtherServer {

		private OtherServer() {
		}

		public static void main(String[] arguments) throws IOException {
			RecordingSettings settings = new RecordingSettings(Path.of(arguments[0]), true, List.of(), List.of(),
					DataSize.ofKilobytes(1), Duration.ofDays(90), DataSize.ofBytes(10), List.of());
			AsciicastRecorder recorder = new AsciicastRecorder(settings, null, (event) -> {
			}, Clock.systemUTC());
			if (arguments[1].equals("record")) {
				SshRecording recording = recorder.record(session("bob"), "", pty()).orElseThrow();
				recording.output("hello");
				System.out.println("written");
				System.in.read();
				recording.close();
			}
		}

	}

}

package io.sshconsole.boot.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.spi.FileSystemProvider;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for {@link RecordingFile} on file systems that the machine may not have.
 */
class RecordingFileTests {

	private final FileSystemProvider provider = mock(FileSystemProvider.class);

	private final FileChannel channel = mock(FileChannel.class);

	private final Path path = path();

	@Test
	void oldRecordingGoesWhereTheFileSystemHasNoLocks() throws IOException {
		willThrow(new IOException("No locks available")).given(this.channel)
			.tryLock(anyLong(), anyLong(), anyBoolean());
		assertThat(RecordingFile.delete(this.path)).isTrue();
		then(this.provider).should().deleteIfExists(this.path);
	}

	@Test
	void recordingThatSomebodyHasLockedStays() throws IOException {
		given(this.channel.tryLock(anyLong(), anyLong(), anyBoolean())).willReturn(null)
			.willThrow(OverlappingFileLockException.class);
		assertThat(RecordingFile.delete(this.path)).isFalse();
		assertThat(RecordingFile.delete(this.path)).isFalse();
		then(this.provider).should(never()).deleteIfExists(any());
	}

	@Test
	void recordingThatCannotBeDeletedIsAnError() throws IOException {
		given(this.channel.tryLock(anyLong(), anyLong(), anyBoolean())).willReturn(mock(FileLock.class));
		willThrow(new IOException("read-only")).given(this.provider).deleteIfExists(this.path);
		assertThatIOException().isThrownBy(() -> RecordingFile.delete(this.path)).withMessage("read-only");
	}

	private Path path() {
		Path path = mock(Path.class);
		FileSystem fileSystem = mock(FileSystem.class);
		given(path.getFileSystem()).willReturn(fileSystem);
		given(fileSystem.provider()).willReturn(this.provider);
		try {
			given(this.provider.newFileChannel(any(), any())).willReturn(this.channel);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		return path;
	}

}

package io.sshconsole.ssh.connection;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The ring between a connection's reader and a command: one packet in, the same bytes
 * out, with some or nothing left in it. In this package because the ring is.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChannelBuffers {

	private static final int PACKET = 32 * 1024;

	@Param({ "0", "1000000" })
	int left;

	private final ChannelBuffer buffer = new ChannelBuffer();

	private final byte[] packet = new byte[PACKET];

	@Benchmark
	public int appendAndRead() {
		while (this.buffer.size() < this.left) {
			this.buffer.append(this.packet, 0, PACKET);
		}
		this.buffer.append(this.packet, 0, PACKET);
		return this.buffer.read(this.packet, 0, PACKET);
	}

}

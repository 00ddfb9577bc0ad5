package io.sshconsole.ssh.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

import io.sshconsole.ssh.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * Opens channels to what the peer has on its side and has offered us: its display, its
 * agent, the owners of ports and paths that we listen on. The reader thread notes offers,
 * application threads open.
 */
final class ForwardedOpens {

	private final Connection connection;

	private volatile boolean x11Accepted;

	/**
	 * How channels to the peer's agent are called; known when it offered us one.
	 */
	private volatile @Nullable String agentKind;

	ForwardedOpens(Connection connection) {
		this.connection = connection;
	}

	void acceptX11() {
		this.x11Accepted = true;
	}

	void acceptAgent(String kind) {
		this.agentKind = kind;
	}

	Channel openX11(InetSocketAddress origin) throws IOException {
		if (!this.x11Accepted) {
			throw new IllegalStateException("The peer has not asked for X11, or was refused");
		}
		return this.connection.openChannel("x11", (out) -> writeAddress(out, origin));
	}

	Channel openAgent() throws IOException {
		String kind = this.agentKind;
		if (kind == null) {
			throw new IllegalStateException("The peer has not asked for agent forwarding, or was refused");
		}
		return this.connection.openChannel(kind, (out) -> {
		});
	}

	Channel openTcpip(InetSocketAddress listened, InetSocketAddress origin) throws IOException {
		return this.connection.openChannel("forwarded-tcpip", (out) -> {
			writeAddress(out, listened);
			writeAddress(out, origin);
		});
	}

	Channel openStreamlocal(String path) throws IOException {
		return this.connection.openChannel("forwarded-streamlocal@openssh.com",
				(out) -> out.writeText(path).writeText(""));
	}

	private static void writeAddress(WireWriter out, InetSocketAddress address) {
		InetAddress resolved = address.getAddress();
		out.writeText((resolved != null) ? resolved.getHostAddress() : address.getHostString())
			.writeUint32(address.getPort());
	}

}

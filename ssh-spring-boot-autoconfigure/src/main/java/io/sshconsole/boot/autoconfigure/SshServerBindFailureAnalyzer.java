package io.sshconsole.boot.autoconfigure;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

import io.sshconsole.boot.server.SshServerBindException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;

/**
 * Tells a port in use from an address that this machine does not have, and both from a
 * port that only the superuser gets. The JVM has one exception for the three.
 */
class SshServerBindFailureAnalyzer extends AbstractFailureAnalyzer<SshServerBindException> {

	/**
	 * Ports below are for privileged processes on most systems.
	 */
	private static final int FIRST_UNPRIVILEGED_PORT = 1024;

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, SshServerBindException cause) {
		InetAddress address = cause.getAddress().getAddress();
		int port = cause.getAddress().getPort();
		if (!isLocal(address)) {
			return new FailureAnalysis(
					"The SSH server cannot listen on " + address.getHostAddress()
							+ ": this machine has no such address.",
					"Set 'ssh-console.address' to an address of this machine, or to 0.0.0.0 for all of them.", cause);
		}
		if (port > 0 && port < FIRST_UNPRIVILEGED_PORT && isDenied(rootFailure)) {
			return new FailureAnalysis(
					"The SSH server may not listen on port " + port + ": ports below " + FIRST_UNPRIVILEGED_PORT
							+ " need a privilege.",
					"Set 'ssh-console.port' to a higher port, or grant the privilege to the process.", cause);
		}
		return new FailureAnalysis("The SSH server cannot listen on port " + port + ": it is already in use.",
				"Stop the process that listens on port " + port
						+ ", or set 'ssh-console.port' to another port (0 for any free one).",
				cause);
	}

	private static boolean isLocal(InetAddress address) {
		try {
			return address.isAnyLocalAddress() || address.isLoopbackAddress()
					|| NetworkInterface.getByInetAddress(address) != null;
		}
		catch (SocketException ex) {
			return true;
		}
	}

	private static boolean isDenied(Throwable rootFailure) {
		String message = NestedExceptionUtils.getMostSpecificCause(rootFailure).getMessage();
		return message != null && message.contains("denied");
	}

}

package io.sshconsole.boot.autoconfigure;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the SSH console. A key that is not known here is an error, because a
 * misspelt limit would otherwise be no limit. A group of which nothing is set is not
 * bound.
 *
 * @param enabled Whether the SSH server is started.
 * @param address Network address on which the server listens. Anything but a loopback
 * address needs a configured way to log in.
 * @param port Port on which the server listens. Use 0 for any free port.
 * @param banner Text shown before login, or its location when it starts with
 * "classpath:", "file:" or "base64:".
 * @param hostKeys Comma-separated list of locations of host keys in OpenSSH or PKCS#8
 * format. One is generated when empty.
 * @param hostKeyDirectory Directory in which a generated host key is stored.
 * @param start When the server begins to listen.
 * @param shutdown Type of shutdown that the server supports.
 * @param algorithms Algorithms that the server offers.
 * @param authentication Who may log in, and how.
 * @param users Users of the console by name, for applications without a user store.
 * @param commands What holds for single commands, by their names. A blank in a name is
 * written as a dash, or the name in brackets.
 * @param approval Commands that a second person has to approve.
 * @param limits Limits that protect the server.
 * @param throttle How failed log-ins slow down and stop those that follow.
 * @param breakGlass Credentials for emergencies, good for one log-in from one address.
 * @param execution How commands run.
 * @param sessions Commands about the sessions of users.
 * @param shell Interactive sessions.
 * @param sftp Files of the server that users may name.
 * @param output How results of commands are written.
 * @param recording Recordings of sessions.
 */
@ConfigurationProperties(prefix = SshConsoleProperties.PREFIX, ignoreUnknownFields = false)
public record SshConsoleProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("127.0.0.1") InetAddress address, @DefaultValue("2222") int port, @Nullable String banner,
		@DefaultValue List<String> hostKeys, @DefaultValue(".ssh-console") Path hostKeyDirectory,
		@DefaultValue("with-context") Start start, @DefaultValue("graceful") Shutdown shutdown,
		@NestedConfigurationProperty SshConsoleAlgorithms algorithms,
		@NestedConfigurationProperty SshConsoleAuthentication authentication,
		@DefaultValue Map<String, SshConsoleUser> users, @DefaultValue Map<String, SshConsoleCommand> commands,
		@NestedConfigurationProperty SshConsoleApproval approval, @NestedConfigurationProperty SshConsoleLimits limits,
		@NestedConfigurationProperty SshConsoleThrottle throttle,
		@NestedConfigurationProperty SshConsoleBreakGlass breakGlass,
		@NestedConfigurationProperty SshConsoleExecution execution, Sessions sessions,
		@NestedConfigurationProperty SshConsoleShell shell, @NestedConfigurationProperty SshConsoleSftp sftp,
		@NestedConfigurationProperty SshConsoleOutput output,
		@NestedConfigurationProperty SshConsoleRecording recording) {

	static final String PREFIX = "ssh-console";

	private static final PropertyCheck check = new PropertyCheck("");

	public SshConsoleProperties {
		check.between("port", port, 0, 65535);
		hostKeys = List.copyOf(hostKeys);
		users = Map.copyOf(users);
		users.forEach((name, user) -> user.verify(name));
		commands = Map.copyOf(commands);
		commands.forEach((name, command) -> command.verify(name));
		// Binding calls constructors of many parameters by reflection, for each of which
		// the Java runtime makes classes: a fifth of what the console adds to the start
		algorithms = Objects.requireNonNullElse(algorithms, SshConsoleAlgorithms.DEFAULT);
		authentication = Objects.requireNonNullElse(authentication, SshConsoleAuthentication.DEFAULT);
		approval = Objects.requireNonNullElse(approval, SshConsoleApproval.DEFAULT);
		limits = Objects.requireNonNullElse(limits, SshConsoleLimits.DEFAULT);
		throttle = Objects.requireNonNullElse(throttle, SshConsoleThrottle.DEFAULT);
		breakGlass = Objects.requireNonNullElse(breakGlass, SshConsoleBreakGlass.DEFAULT);
		execution = Objects.requireNonNullElse(execution, SshConsoleExecution.DEFAULT);
		shell = Objects.requireNonNullElse(shell, SshConsoleShell.DEFAULT);
		sftp = Objects.requireNonNullElse(sftp, SshConsoleSftp.DEFAULT);
		output = Objects.requireNonNullElse(output, SshConsoleOutput.DEFAULT);
		recording = Objects.requireNonNullElse(recording, SshConsoleRecording.DEFAULT);
		sessions = Objects.requireNonNullElse(sessions, Sessions.DEFAULT);
	}

	/**
	 * When the server begins to listen.
	 */
	public enum Start {

		/**
		 * With the context, as web servers do: before runners have run.
		 */
		WITH_CONTEXT,

		/**
		 * When the application is ready, behind its runners.
		 */
		WHEN_READY

	}

	/**
	 * How the server stops.
	 */
	public enum Shutdown {

		/**
		 * Commands that run may finish within the grace period of the context.
		 */
		GRACEFUL,

		/**
		 * Connections are closed at once.
		 */
		IMMEDIATE

	}

	/**
	 * Commands about the sessions of users.
	 *
	 * @param authority Authority that a user needs to see, end and message the sessions
	 * of others with "sessions". When it is not set, nobody may.
	 */
	public record Sessions(@Nullable String authority) {

		static final Sessions DEFAULT = new Sessions(null);

		public Sessions {
			check.notBlank("sessions.authority", authority);
		}

	}

}

package io.sshconsole.ssh.testing;

import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What all threads do, virtual ones included where the Java runtime has them.
 */
public final class ThreadDump {

	private static final String DIAGNOSTICS = "com.sun.management.HotSpotDiagnosticMXBean";

	private ThreadDump() {
	}

	/**
	 * Takes a dump.
	 * @return lines of text
	 */
	public static String take() {
		StringBuilder dump = new StringBuilder();
		for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
			dump.append(entry.getKey()).append('\n');
			for (StackTraceElement element : entry.getValue()) {
				dump.append("\tat ").append(element).append('\n');
			}
		}
		return (Runtime.version().feature() < 21) ? dump.toString() : dump + withVirtualThreads();
	}

	private static String withVirtualThreads() {
		try {
			Path directory = Files.createTempDirectory("thread-dump");
			Path file = directory.resolve("dump.txt");
			try {
				Class<? extends PlatformManagedObject> type = Class.forName(DIAGNOSTICS)
					.asSubclass(PlatformManagedObject.class);
				Class<?> format = Class.forName(DIAGNOSTICS + "$ThreadDumpFormat");
				type.getMethod("dumpThreads", String.class, format)
					.invoke(ManagementFactory.getPlatformMXBean(type), file.toString(), format.getEnumConstants()[0]);
				return Files.readString(file);
			}
			finally {
				Files.deleteIfExists(file);
				Files.deleteIfExists(directory);
			}
		}
		catch (Exception ex) {
			return "no dump of virtual threads: " + ex;
		}
	}

}

package io.sshconsole.benchmarks.measure;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import io.sshconsole.benchmarks.Benchmarks;

/**
 * How much longer a minimal Boot application takes to start with the starter, without and
 * with an AOT cache (JEP 483).
 */
final class Start implements Measurements.Part {

	private static final int AOT_SINCE = 25;

	private static final Pattern LAST_WORD = Pattern.compile("\\d+");

	/**
	 * What an application gets with the starter only.
	 */
	private static final Pattern STARTERS = Pattern
		.compile("ssh-.*|spring-security-.*|picocli-.*|jline-.*|bcprov-.*|spring-(tx|jdbc|web)-.*");

	/**
	 * What only the benchmarks need.
	 */
	private static final Pattern OTHERS = Pattern.compile("sshd-.*|jmh-.*|jopt-.*|commons-math3-.*|jcl-.*");

	@Override
	public String heading() {
		return "Start of a minimal Boot application";
	}

	@Override
	public void run(Setting setting) throws IOException, InterruptedException {
		Path directory = Files.createTempDirectory("benchmarks-start");
		Path jar = jar(directory);
		Application without = new Application(directory, false, classPath(jar, false));
		Application with = new Application(directory, true, classPath(jar, true));
		with.start(List.of());
		measure(setting, "Boot start", without, with, List.of(), List.of());
		if (Runtime.version().feature() >= AOT_SINCE) {
			measure(setting, "Boot start with AOT cache", without, with, List.of(without.train()),
					List.of(with.train()));
		}
	}

	private static void measure(Setting setting, String name, Application without, Application with,
			List<String> withoutFlags, List<String> withFlags) throws IOException, InterruptedException {
		for (int i = 0; i < 2 * setting.rounds(); i++) {
			Cost plain = without.start(withoutFlags);
			Cost more = with.start(withFlags);
			setting.table().add(name + " without the starter, ms", Peer.OURS, plain.millis());
			setting.table().add(name + ", what the starter adds, ms", Peer.OURS, more.millis() - plain.millis());
			setting.table().add(name + " without the starter, CPU ms", Peer.OURS, plain.cpuMillis());
			setting.table()
				.add(name + ", what the starter adds, CPU ms", Peer.OURS, more.cpuMillis() - plain.cpuMillis());
		}
	}

	/**
	 * Writes a jar with the application alone. That of the benchmarks names all libraries
	 * in its manifest, the starter too, and so puts them on each class path.
	 */
	private static Path jar(Path directory) throws IOException {
		Path jar = directory.resolve("application.jar");
		String name = MinimalApplication.class.getName().replace('.', '/') + ".class";
		try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
				InputStream in = Objects.requireNonNull(Start.class.getClassLoader().getResourceAsStream(name))) {
			out.putNextEntry(new ZipEntry(name));
			in.transferTo(out);
		}
		return jar;
	}

	private static String classPath(Path jar, boolean starter) throws IOException {
		Path benchmarks = Path.of(Benchmarks.class.getProtectionDomain().getCodeSource().getLocation().getPath());
		try (Stream<Path> libraries = Files.list(benchmarks.resolveSibling("lib"))) {
			return Stream.concat(Stream.of(jar), libraries.sorted().filter((library) -> {
				String name = library.getFileName().toString();
				return !OTHERS.matcher(name).matches() && (starter || !STARTERS.matcher(name).matches());
			})).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
		}
	}

	/**
	 * What one start took.
	 *
	 * @param millis on the clock
	 * @param cpuMillis of all processors
	 */
	private record Cost(double millis, double cpuMillis) {

	}

	/**
	 * The minimal application on a class path, in a directory in which its host key
	 * stays.
	 */
	private record Application(Path directory, boolean starter, String classPath) {

		private String name() {
			return this.starter ? "with" : "without";
		}

		Cost start(List<String> flags) throws IOException, InterruptedException {
			List<String> all = new ArrayList<>(flags);
			all.add("-Dhalt");
			return run(all);
		}

		/**
		 * Runs once to fill an AOT cache.
		 * @return the flag that uses it
		 */
		String train() throws IOException, InterruptedException {
			Path cache = this.directory.resolve(name() + ".aot");
			run(List.of("-XX:AOTCacheOutput=" + cache));
			return "-XX:AOTCache=" + cache;
		}

		private Cost run(List<String> flags) throws IOException, InterruptedException {
			List<String> line = new ArrayList<>();
			line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
			line.addAll(flags);
			line.addAll(List.of("-cp", this.classPath, MinimalApplication.class.getName(), "--ssh-console.port=0",
					"--ssh-console.users.user.password={noop}x", "--ssh-console.host-key-directory=" + this.directory));
			long start = System.nanoTime();
			Process process = new ProcessBuilder(line).directory(this.directory.toFile())
				.redirectErrorStream(true)
				.start();
			StringBuilder log = new StringBuilder();
			Cost cost = new Cost(0, 0);
			try (BufferedReader output = process.inputReader()) {
				for (String text = output.readLine(); text != null; text = output.readLine()) {
					log.append(text).append('\n');
					if (LAST_WORD.matcher(text).matches()) {
						// Not when the process ends: a thread that accepts connections
						// delays that by 300 ms
						cost = new Cost((System.nanoTime() - start) / 1e6, Double.parseDouble(text));
					}
				}
			}
			int status = process.waitFor();
			if (status != 0) {
				throw new IllegalStateException("The application ended with " + status + ": " + log);
			}
			if (log.toString().contains("SSH server started") != this.starter) {
				throw new IllegalStateException("Not the application that is to be measured: " + log);
			}
			return cost;
		}

	}

}

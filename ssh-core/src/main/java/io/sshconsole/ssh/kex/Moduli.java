package io.sshconsole.ssh.kex;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.sshconsole.ssh.wire.SshException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The groups that a server hands out in the group exchange (RFC 4419 §3), either the
 * published ones of RFC 3526 or those of a file that {@code ssh-keygen -M} made. Such a
 * file has a line for each group:
 *
 * <pre>
 * time  type  tests  tries  size  generator  modulus
 * </pre>
 */
public final class Moduli {

	/**
	 * Smallest group in bits. Smaller ones have been in reach of a state since 2015 (RFC
	 * 8270).
	 */
	static final int MIN_BITS = 2048;

	/**
	 * Largest group in bits. Time grows with the third power of the size.
	 */
	static final int MAX_BITS = 8192;

	private static final Logger logger = LoggerFactory.getLogger(Moduli.class);

	private static final Moduli BUILT_IN = new Moduli(() -> Published.BY_SIZE);

	private static final int FIELDS = 7;

	private static final int SAFE_PRIME = 2;

	private static final int FOUND_COMPOSITE = 0x01;

	private static final int SIEVE = 0x02;

	private static final int MILLER_RABIN = 0x04;

	private static final int MIN_MILLER_RABIN_TRIES = 100;

	private static final int USUAL_GENERATOR = 2;

	private final Supplier<NavigableMap<Integer, List<DhGroup>>> bySize;

	private Moduli(Supplier<NavigableMap<Integer, List<DhGroup>>> bySize) {
		this.bySize = bySize;
	}

	private static NavigableMap<Integer, List<DhGroup>> bySize(List<DhGroup> groups) {
		NavigableMap<Integer, List<DhGroup>> bySize = new TreeMap<>();
		groups.forEach((group) -> bySize.computeIfAbsent(group.bits(), (size) -> new ArrayList<>()).add(group));
		return bySize;
	}

	/**
	 * Returns the groups of RFC 3526 of 2048 to 8192 bits.
	 * @return groups that everybody may know
	 */
	public static Moduli builtIn() {
		return BUILT_IN;
	}

	/**
	 * Reads a file. A line that cannot be read is passed over with a warning, a group
	 * that is not good enough without.
	 * @param file such as {@code /etc/ssh/moduli}
	 * @return the groups of 2048 to 8192 bits
	 * @throws IOException if the file cannot be read or has no such group
	 */
	public static Moduli load(Path file) throws IOException {
		List<DhGroup> groups = new ArrayList<>();
		try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
			int number = 0;
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				number++;
				String text = line.strip();
				if (!text.isEmpty() && !text.startsWith("#")) {
					try {
						read(text.split("\\s+")).ifPresent(groups::add);
					}
					catch (IllegalArgumentException ex) {
						logger.warn("{}, line {}: not a group for the key exchange", file, number);
					}
				}
			}
		}
		if (groups.isEmpty()) {
			throw new SshException(file + " has no group of " + MIN_BITS + " to " + MAX_BITS + " bits");
		}
		NavigableMap<Integer, List<DhGroup>> bySize = bySize(groups);
		return new Moduli(() -> bySize);
	}

	private static Optional<DhGroup> read(String[] fields) {
		if (fields.length != FIELDS) {
			throw new IllegalArgumentException("A line has " + FIELDS + " fields");
		}
		int type = Integer.parseInt(fields[1]);
		int tests = Integer.parseInt(fields[2]);
		int tries = Integer.parseInt(fields[3]);
		int size = Integer.parseInt(fields[4]);
		int generator = Integer.parseInt(fields[5], 16);
		BigInteger modulus = new BigInteger(fields[6], 16);
		DhGroup group = new DhGroup(modulus, BigInteger.valueOf((generator != 0) ? generator : USUAL_GENERATOR));
		boolean good = type == SAFE_PRIME && isTested(tests, tries) && isSize(modulus, size) && modulus.testBit(0)
				&& group.contains(group.g());
		return good ? Optional.of(group) : Optional.empty();
	}

	/**
	 * A sieve for small factors alone is no test, and a Miller-Rabin test is one only
	 * when it was repeated.
	 */
	private static boolean isTested(int tests, int tries) {
		boolean onlyMillerRabin = (tests & ~SIEVE) == MILLER_RABIN;
		return (tests & FOUND_COMPOSITE) == 0 && (tests & ~SIEVE) != 0
				&& (!onlyMillerRabin || tries >= MIN_MILLER_RABIN_TRIES);
	}

	/**
	 * Files of OpenSSH state the size less one.
	 */
	private static boolean isSize(BigInteger modulus, int size) {
		int bits = modulus.bitLength();
		return (bits == size || bits == size + 1) && bits >= MIN_BITS && bits <= MAX_BITS;
	}

	/**
	 * Chooses a group: of the smallest size that is at least what the client prefers, or
	 * else of the largest that it takes.
	 * @param min smallest size in bits
	 * @param preferred the preferred size
	 * @param max largest size
	 * @param random picks one among those of a size
	 * @return a group, if there is one
	 */
	Optional<DhGroup> choose(int min, int preferred, int max, SecureRandom random) {
		NavigableMap<Integer, List<DhGroup>> all = this.bySize.get();
		Integer size = all.ceilingKey(preferred);
		if (size == null || size > max) {
			size = all.floorKey(max);
		}
		if (size == null || size < min) {
			return Optional.empty();
		}
		List<DhGroup> groups = all.getOrDefault(size, List.of());
		return Optional.of(groups.get(random.nextInt(groups.size())));
	}

	@Override
	public String toString() {
		return "Moduli" + this.bySize.get().keySet();
	}

	/**
	 * The groups of RFC 3526. Bouncy Castle brings them; a server that starts does not
	 * need them yet.
	 */
	private static final class Published {

		static final NavigableMap<Integer, List<DhGroup>> BY_SIZE = bySize(
				List.of(DhGroup.GROUP14, DhGroup.GROUP15, DhGroup.GROUP16, DhGroup.GROUP17, DhGroup.GROUP18));

	}

}

package io.sshconsole.ssh.keys;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.sshconsole.ssh.wire.SshException;

/**
 * The certificates that one authority has taken back, by serial number or by key id.
 */
final class RevokedCertificates {

	private final Set<Long> serials = new HashSet<>();

	private final List<Range> ranges = new ArrayList<>();

	private final List<Bitmap> bitmaps = new ArrayList<>();

	private final Set<String> keyIds = new HashSet<>();

	void addSerial(long serial) throws SshException {
		requireSerial(serial != 0);
		this.serials.add(serial);
	}

	void addRange(long first, long last) throws SshException {
		requireSerial(first != 0 && Long.compareUnsigned(first, last) <= 0);
		this.ranges.add(new Range(first, last));
	}

	void addBitmap(long offset, BigInteger bits) throws SshException {
		requireSerial(offset != 0 || !bits.testBit(0));
		requireSerial(bits.signum() == 0 || Long.compareUnsigned(offset + bits.bitLength() - 1, offset) >= 0);
		this.bitmaps.add(new Bitmap(offset, bits));
	}

	void addKeyId(String keyId) {
		this.keyIds.add(keyId);
	}

	/**
	 * Zero is what all certificates have whose authority does not count, so it names none
	 * of them.
	 */
	private static void requireSerial(boolean valid) throws SshException {
		if (!valid) {
			throw new SshException("A key revocation list with serial number 0 or an empty range");
		}
	}

	boolean contains(SshCertificate certificate) {
		long serial = certificate.serial();
		return this.keyIds.contains(certificate.keyId()) || (serial != 0
				&& (this.serials.contains(serial) || this.ranges.stream().anyMatch((range) -> range.contains(serial))
						|| this.bitmaps.stream().anyMatch((bitmap) -> bitmap.contains(serial))));
	}

	private record Range(long first, long last) {

		boolean contains(long serial) {
			return Long.compareUnsigned(serial, this.first) >= 0 && Long.compareUnsigned(serial, this.last) <= 0;
		}

	}

	private record Bitmap(long offset, BigInteger bits) {

		boolean contains(long serial) {
			long index = serial - this.offset;
			return Long.compareUnsigned(index, this.bits.bitLength()) < 0 && this.bits.testBit((int) index);
		}

	}

}

package io.sshconsole.ssh.keys;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireReader;

/**
 * Reads key revocation lists (OpenSSH PROTOCOL.krl).
 *
 * <pre>
 * byte[8]   "SSHKRL\n" NUL
 * uint32    format           1
 * uint64    version
 * uint64    date
 * uint64    flags            none is defined
 * string    reserved
 * string    comment
 * byte      section type  \  repeated
 * string    section data  /
 * </pre>
 */
final class KeyRevocationList {

	private static final byte[] MAGIC = "SSHKRL\n\0".getBytes(StandardCharsets.US_ASCII);

	private static final int FORMAT = 1;

	private static final int SECTION_CERTIFICATES = 1;

	private static final int SECTION_KEYS = 2;

	private static final int SECTION_SHA1 = 3;

	private static final int SECTION_SIGNATURE = 4;

	private static final int SECTION_SHA256 = 5;

	private static final int SECTION_EXTENSION = 255;

	private static final int CERTIFICATES_SERIALS = 0x20;

	private static final int CERTIFICATES_RANGE = 0x21;

	private static final int CERTIFICATES_BITMAP = 0x22;

	private static final int CERTIFICATES_KEY_IDS = 0x23;

	private static final int CERTIFICATES_EXTENSION = 0x39;

	private static final int ANY_LENGTH = -1;

	private final RevokedKeys revoked = new RevokedKeys();

	private KeyRevocationList() {
	}

	static boolean isOne(byte[] content) {
		return content.length >= MAGIC.length && Arrays.equals(content, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
	}

	/**
	 * Reads a list.
	 * @param content the file's bytes, beginning with the magic ones
	 * @return what it revokes
	 * @throws SshException if it is malformed, or has something that must be understood
	 * and is not
	 */
	static RevokedKeys read(byte[] content) throws SshException {
		WireReader reader = new WireReader(content);
		reader.skip(MAGIC.length);
		if (reader.readUint32() != FORMAT) {
			throw new SshException("A key revocation list of an unknown format");
		}
		reader.readUint64();
		reader.readUint64();
		reader.readUint64();
		reader.readString();
		reader.readString();
		KeyRevocationList list = new KeyRevocationList();
		while (reader.remaining() > 0) {
			list.readSection(reader.readByte(), new WireReader(reader.readString()));
		}
		return list.revoked;
	}

	private void readSection(int type, WireReader section) throws SshException {
		switch (type) {
			case SECTION_CERTIFICATES -> readCertificates(section);
			case SECTION_KEYS -> readStrings(section, ANY_LENGTH, this.revoked::addBlob);
			case SECTION_SHA1 -> readStrings(section, 20, this.revoked::addSha1);
			case SECTION_SHA256 -> readStrings(section, 32, this.revoked::addSha256);
			case SECTION_EXTENSION -> readExtension(section);
			case SECTION_SIGNATURE -> throw new SshException(
					"A signed key revocation list is not supported: no program verifies such signatures any more");
			default -> throw new SshException("A key revocation list with a section of the unknown type " + type);
		}
		section.expectEnd();
	}

	private static void readStrings(WireReader section, int length, Consumer<byte[]> target) throws SshException {
		while (section.remaining() > 0) {
			byte[] value = section.readString();
			if (length != ANY_LENGTH && value.length != length) {
				throw new SshException("A key revocation list with a hash of " + value.length + " bytes");
			}
			target.accept(value);
		}
	}

	private void readCertificates(WireReader section) throws SshException {
		RevokedCertificates certificates = this.revoked.certificatesOf(section.readString());
		section.readString();
		while (section.remaining() > 0) {
			int type = section.readByte();
			WireReader part = new WireReader(section.readString());
			switch (type) {
				case CERTIFICATES_SERIALS -> {
					while (part.remaining() > 0) {
						certificates.addSerial(part.readUint64());
					}
				}
				case CERTIFICATES_RANGE -> certificates.addRange(part.readUint64(), part.readUint64());
				case CERTIFICATES_BITMAP -> certificates.addBitmap(part.readUint64(), readBits(part));
				case CERTIFICATES_KEY_IDS -> {
					while (part.remaining() > 0) {
						certificates.addKeyId(part.readText());
					}
				}
				case CERTIFICATES_EXTENSION -> readExtension(part);
				default -> throw new SshException(
						"A key revocation list with certificates in a section of the unknown type " + type);
			}
			part.expectEnd();
		}
	}

	/**
	 * Reads an {@code mpint} that may be longer than numbers for arithmetic.
	 */
	private static BigInteger readBits(WireReader reader) throws SshException {
		byte[] bytes = reader.readString();
		BigInteger bits = (bytes.length == 0) ? BigInteger.ZERO : new BigInteger(bytes);
		if (bits.signum() < 0) {
			throw new SshException("A key revocation list with a negative number");
		}
		return bits;
	}

	/**
	 * Reads {@code string} name, {@code boolean} critical, {@code string} contents. None
	 * is known.
	 */
	private static void readExtension(WireReader section) throws SshException {
		section.readText();
		boolean critical = section.readBoolean();
		section.readString();
		if (critical) {
			throw new SshException("A key revocation list with a critical extension, and none is supported");
		}
	}

}

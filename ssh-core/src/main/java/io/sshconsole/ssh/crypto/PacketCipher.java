package io.sshconsole.ssh.crypto;

import io.sshconsole.ssh.wire.DisconnectException;

/**
 * One direction's protection of packets. A cipher owns its framing (RFC 4253 §6), because
 * ciphers differ in what the length field is: in the clear, encrypted, under a key of its
 * own. The same object can seal or open; a connection uses each for one direction only.
 * Not thread safe.
 *
 * <pre>
 * uint32    packet_length     of what follows, without the tag
 * byte      padding_length
 * byte[n1]  payload           at PAYLOAD_OFFSET
 * byte[n2]  random padding    at least 4 bytes
 * byte[m]   tag
 * </pre>
 */
public interface PacketCipher {

	/**
	 * Index of the payload in a plain packet.
	 */
	int PAYLOAD_OFFSET = 5;

	/**
	 * Room that {@link #seal} needs behind the payload, filled with random bytes: an AES
	 * block of 16 and the minimum of 4 make at most 19.
	 */
	int MAX_PADDING = 32;

	/**
	 * Makes the framing of the first key exchange: no encryption, no tag.
	 * @return a new cipher
	 */
	static PacketCipher none() {
		return StreamPacketCipher.none();
	}

	/**
	 * Returns how many bytes of a sealed packet tell its length.
	 * @return what {@link #wireLength} needs
	 */
	int headerLength();

	/**
	 * Returns by how much sealing makes a payload longer.
	 * @return an upper bound of the sealed length minus the payload's
	 */
	int overhead();

	/**
	 * Tells when a failure of {@link #wireLength} or {@link #open} may show: for a cipher
	 * that has to decrypt the length before it can verify it, only after a number of
	 * bytes that does not depend on the packet. An attacker who changed the packet could
	 * otherwise count how many bytes we take, and so read what was decrypted
	 * (CVE-2008-5161).
	 * @return whether to read on before failing
	 */
	default boolean failsLate() {
		return false;
	}

	/**
	 * Encrypts a packet out of place.
	 * @param sequence the packet's number, {@code uint32}
	 * @param packet a plain packet: its payload at {@link #PAYLOAD_OFFSET}, then
	 * {@link #MAX_PADDING} random bytes; both lengths are filled in here
	 * @param payloadLength at least 1
	 * @param out another array
	 * @param outOffset where the sealed packet begins
	 * @return the sealed packet's length
	 * @throws DisconnectException if the key has protected as many packets as it may
	 */
	int seal(int sequence, byte[] packet, int payloadLength, byte[] out, int outOffset) throws DisconnectException;

	/**
	 * Learns a sealed packet's length from its first {@link #headerLength()} bytes. To be
	 * called exactly once per packet, before {@link #open}: a cipher may decrypt the
	 * header here and go on from there. The length is not yet authenticated.
	 * @param sequence the packet's number
	 * @param in holds the header
	 * @param offset where the packet begins
	 * @param maxPacketLength limit for the field {@code packet_length}
	 * @return length of the whole packet, from length field to tag
	 * @throws DisconnectException if the length is out of range or not aligned
	 */
	int wireLength(int sequence, byte[] in, int offset, int maxPacketLength) throws DisconnectException;

	/**
	 * Verifies a packet and decrypts it out of place.
	 * @param sequence the packet's number
	 * @param in holds the whole packet
	 * @param offset where it begins
	 * @param wireLength its length as {@link #wireLength} said
	 * @param packet another array of at least that length; it holds a payload, at
	 * {@link #PAYLOAD_OFFSET}, only if this method returns
	 * @return the payload's length, at least 1
	 * @throws DisconnectException if the tag or the padding is wrong
	 */
	int open(int sequence, byte[] in, int offset, int wireLength, byte[] packet) throws DisconnectException;

}

package io.sshconsole.ssh.wire;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

import org.jspecify.annotations.Nullable;

/**
 * The numbers of all messages, grouped by the document that assigns them.
 */
public final class MessageNumber {

	// RFC 4253 §12: transport layer, generic

	public static final int DISCONNECT = 1;

	public static final int IGNORE = 2;

	public static final int UNIMPLEMENTED = 3;

	public static final int DEBUG = 4;

	public static final int SERVICE_REQUEST = 5;

	public static final int SERVICE_ACCEPT = 6;

	// RFC 8308 §2.3

	public static final int EXT_INFO = 7;

	// RFC 4253 §12: algorithm negotiation

	public static final int KEXINIT = 20;

	public static final int NEWKEYS = 21;

	// RFC 5656 §7.1: elliptic curves; Diffie-Hellman with a known group (RFC 4253 §8) and
	// the hybrid methods use the same numbers

	public static final int KEX_ECDH_INIT = 30;

	public static final int KEX_ECDH_REPLY = 31;

	// RFC 4419 §5

	public static final int KEX_DH_GEX_REQUEST_OLD = 30;

	public static final int KEX_DH_GEX_GROUP = 31;

	public static final int KEX_DH_GEX_INIT = 32;

	public static final int KEX_DH_GEX_REPLY = 33;

	public static final int KEX_DH_GEX_REQUEST = 34;

	// RFC 4252 §6

	public static final int USERAUTH_REQUEST = 50;

	public static final int USERAUTH_FAILURE = 51;

	public static final int USERAUTH_SUCCESS = 52;

	public static final int USERAUTH_BANNER = 53;

	// RFC 4252 §7, §8, RFC 4256 §5: 60 to 79 mean what the method at hand says

	public static final int USERAUTH_PK_OK = 60;

	public static final int USERAUTH_PASSWD_CHANGEREQ = 60;

	public static final int USERAUTH_INFO_REQUEST = 60;

	public static final int USERAUTH_INFO_RESPONSE = 61;

	// RFC 4254 §9

	public static final int GLOBAL_REQUEST = 80;

	public static final int REQUEST_SUCCESS = 81;

	public static final int REQUEST_FAILURE = 82;

	public static final int CHANNEL_OPEN = 90;

	public static final int CHANNEL_OPEN_CONFIRMATION = 91;

	public static final int CHANNEL_OPEN_FAILURE = 92;

	public static final int CHANNEL_WINDOW_ADJUST = 93;

	public static final int CHANNEL_DATA = 94;

	public static final int CHANNEL_EXTENDED_DATA = 95;

	public static final int CHANNEL_EOF = 96;

	public static final int CHANNEL_CLOSE = 97;

	public static final int CHANNEL_REQUEST = 98;

	public static final int CHANNEL_SUCCESS = 99;

	public static final int CHANNEL_FAILURE = 100;

	// OpenSSH PROTOCOL 1.9

	public static final int PING = 192;

	public static final int PONG = 193;

	private static final String[] NAMES = names();

	private MessageNumber() {
	}

	/**
	 * Returns the name of a message for logs and error texts.
	 * @param number a message number, {@code 0} to {@code 255}
	 * @return the name, or the number in words when it has none
	 */
	public static String name(int number) {
		String name = (number >= 0 && number < NAMES.length) ? NAMES[number] : null;
		return (name != null) ? name : "message " + number;
	}

	/**
	 * Tells whether we know what a message means. An unknown one is answered with
	 * UNIMPLEMENTED (RFC 4253 §11.4), a known one in the wrong place ends the connection.
	 * @param number a message number, {@code 0} to {@code 255}
	 * @return whether it has a name
	 */
	public static boolean isKnown(int number) {
		return NAMES[number] != null || (number >= USERAUTH_REQUEST && number < 128);
	}

	private static String[] names() {
		String[] names = new String[256];
		try {
			for (Field field : MessageNumber.class.getDeclaredFields()) {
				if (Modifier.isPublic(field.getModifiers())) {
					names[field.getInt(null)] = join(names[field.getInt(null)], field.getName());
				}
			}
			return names;
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String join(@Nullable String other, String name) {
		return (other != null) ? other + "/" + name : name;
	}

}

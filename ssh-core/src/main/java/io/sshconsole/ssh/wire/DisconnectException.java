package io.sshconsole.ssh.wire;

import org.jspecify.annotations.Nullable;

/**
 * The connection must end, or the peer ended it. Thrown by us, it is sent as a DISCONNECT
 * message with its reason and text (RFC 4253 §11.1).
 */
public class DisconnectException extends SshException {

	private final int reasonCode;

	private final boolean byPeer;

	public DisconnectException(Reason reason, String message) {
		this(reason, message, null);
	}

	public DisconnectException(Reason reason, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.reasonCode = reason.code();
		this.byPeer = false;
	}

	private DisconnectException(int reasonCode, String message) {
		super(message);
		this.reasonCode = reasonCode;
		this.byPeer = true;
	}

	/**
	 * Makes the failure that stands for a DISCONNECT message of the peer.
	 * @param reasonCode the code on the wire, known or not
	 * @param description the peer's text, already sanitised
	 * @return a failure that must not be answered
	 */
	public static DisconnectException byPeer(int reasonCode, String description) {
		return new DisconnectException(reasonCode, description);
	}

	/**
	 * Makes the failure for a message that breaks the protocol.
	 * @param message what was wrong
	 * @return a failure with {@link Reason#PROTOCOL_ERROR}
	 */
	public static DisconnectException protocolError(String message) {
		return new DisconnectException(Reason.PROTOCOL_ERROR, message);
	}

	/**
	 * Returns the code on the wire.
	 * @return an unsigned 32-bit number, as the peer sent it or as {@link Reason} says
	 */
	public int reasonCode() {
		return this.reasonCode;
	}

	/**
	 * Tells who ended the connection.
	 * @return whether the peer did
	 */
	public boolean isByPeer() {
		return this.byPeer;
	}

	/**
	 * Why a connection ends (RFC 4253 §11.1).
	 */
	public enum Reason {

		HOST_NOT_ALLOWED_TO_CONNECT(1), PROTOCOL_ERROR(2), KEY_EXCHANGE_FAILED(3), MAC_ERROR(5), COMPRESSION_ERROR(6),
		SERVICE_NOT_AVAILABLE(7), PROTOCOL_VERSION_NOT_SUPPORTED(8), HOST_KEY_NOT_VERIFIABLE(9), CONNECTION_LOST(10),
		BY_APPLICATION(11), TOO_MANY_CONNECTIONS(12), AUTH_CANCELLED_BY_USER(13), NO_MORE_AUTH_METHODS_AVAILABLE(14),
		ILLEGAL_USER_NAME(15);

		private final int code;

		Reason(int code) {
			this.code = code;
		}

		/**
		 * Returns the code on the wire.
		 * @return {@code 1} to {@code 15}
		 */
		public int code() {
			return this.code;
		}

	}

}

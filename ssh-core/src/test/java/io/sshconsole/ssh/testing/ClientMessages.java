package io.sshconsole.ssh.testing;

import java.util.Arrays;
import java.util.stream.Stream;

import io.sshconsole.ssh.keys.Signer;
import io.sshconsole.ssh.keys.SshPublicKey;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.SshException;
import io.sshconsole.ssh.wire.WireWriter;
import org.junit.jupiter.api.Named;

/**
 * Well-formed messages of a client. What they return is open at its end: a test may write
 * more into it.
 */
public final class ClientMessages {

	private static final String CONNECTION = "ssh-connection";

	private ClientMessages() {
	}

	/**
	 * Names messages for the display of parametrised tests.
	 * @param messages the messages
	 * @return their payloads under the names of their numbers
	 */
	public static Stream<Named<byte[]>> named(WireWriter... messages) {
		return Arrays.stream(messages)
			.map(WireWriter::toByteArray)
			.map((payload) -> Named.of(MessageNumber.name(payload[0] & 0xff), payload));
	}

	// RFC 4253 §11

	public static WireWriter disconnect(String text) {
		return WireWriter.message(MessageNumber.DISCONNECT).writeUint32(11).writeText(text).writeText("");
	}

	public static WireWriter ignore(int length) {
		return WireWriter.message(MessageNumber.IGNORE).writeString(new byte[length]);
	}

	public static WireWriter unimplemented() {
		return WireWriter.message(MessageNumber.UNIMPLEMENTED).writeUint32(7);
	}

	public static WireWriter debug() {
		return WireWriter.message(MessageNumber.DEBUG).writeBoolean(true).writeText("hello").writeText("");
	}

	/**
	 * Makes OpenSSH's question for an echo (PROTOCOL 1.9).
	 */
	public static WireWriter ping(int length) {
		return WireWriter.message(MessageNumber.PING).writeString(new byte[length]);
	}

	public static WireWriter serviceRequest(String name) {
		return WireWriter.message(MessageNumber.SERVICE_REQUEST).writeText(name);
	}

	/**
	 * Makes EXT_INFO with some extensions that mean nothing.
	 */
	public static WireWriter extInfo(int count) {
		WireWriter message = WireWriter.message(MessageNumber.EXT_INFO).writeUint32(count);
		for (int i = 0; i < count; i++) {
			message.writeText("x" + i).writeText("y");
		}
		return message;
	}

	// RFC 4252

	public static WireWriter userAuth(String username, String service, String method) {
		return WireWriter.message(MessageNumber.USERAUTH_REQUEST)
			.writeText(username)
			.writeText(service)
			.writeText(method);
	}

	public static WireWriter userAuth(String username, String method) {
		return userAuth(username, CONNECTION, method);
	}

	public static WireWriter none(String username) {
		return userAuth(username, "none");
	}

	public static WireWriter password(String username, String password) {
		return userAuth(username, "password").writeBoolean(false).writeText(password);
	}

	public static WireWriter newPassword(String username, String password, String newPassword) {
		return userAuth(username, "password").writeBoolean(true).writeText(password).writeText(newPassword);
	}

	public static WireWriter interactive(String username) {
		return userAuth(username, "keyboard-interactive").writeText("").writeText("");
	}

	public static WireWriter responses(String... responses) {
		WireWriter message = WireWriter.message(MessageNumber.USERAUTH_INFO_RESPONSE).writeUint32(responses.length);
		for (String response : responses) {
			message.writeText(response);
		}
		return message;
	}

	public static WireWriter query(String username, String algorithm, byte[] blob) {
		return publicKey(username, false, algorithm, blob);
	}

	public static WireWriter query(String username, SshPublicKey key) {
		return query(username, key.type(), key.blob());
	}

	/**
	 * Makes a request that is properly signed.
	 */
	public static WireWriter signed(byte[] sessionId, String username, Signer signer) throws SshException {
		String algorithm = signer.algorithms().get(0);
		byte[] blob = signer.publicKey().blob();
		byte[] signature = signer.sign(algorithm, signedData(sessionId, username, algorithm, blob));
		return publicKey(username, true, algorithm, blob).writeString(signature);
	}

	/**
	 * Makes a request up to where the signature stands.
	 */
	public static WireWriter publicKey(String username, boolean signed, String algorithm, byte[] blob) {
		return userAuth(username, "publickey").writeBoolean(signed).writeText(algorithm).writeString(blob);
	}

	/**
	 * Makes what a signature covers.
	 */
	public static byte[] signedData(byte[] sessionId, String username, String algorithm, byte[] blob) {
		return new WireWriter().writeString(sessionId)
			.writeBytes(publicKey(username, true, algorithm, blob).toByteArray())
			.toByteArray();
	}

	// RFC 4254

	public static WireWriter globalRequest(String name, boolean wantReply) {
		return WireWriter.message(MessageNumber.GLOBAL_REQUEST).writeText(name).writeBoolean(wantReply);
	}

	public static WireWriter open(String kind, int id, long window, long maxData) {
		return WireWriter.message(MessageNumber.CHANNEL_OPEN)
			.writeText(kind)
			.writeUint32(id)
			.writeUint32(window)
			.writeUint32(maxData);
	}

	/**
	 * Makes a message that has a channel's number only, such as EOF, or begins with it.
	 */
	public static WireWriter channel(int number, int id) {
		return WireWriter.message(number).writeUint32(id);
	}

	public static WireWriter windowAdjust(int id, long count) {
		return channel(MessageNumber.CHANNEL_WINDOW_ADJUST, id).writeUint32(count);
	}

	public static WireWriter data(int id, byte[] data) {
		return channel(MessageNumber.CHANNEL_DATA, id).writeString(data);
	}

	public static WireWriter extendedData(int id, int type, byte[] data) {
		return channel(MessageNumber.CHANNEL_EXTENDED_DATA, id).writeUint32(type).writeString(data);
	}

	public static WireWriter request(int id, String type, boolean wantReply) {
		return channel(MessageNumber.CHANNEL_REQUEST, id).writeText(type).writeBoolean(wantReply);
	}

	public static WireWriter exec(int id, String command) {
		return request(id, "exec", true).writeText(command);
	}

	public static WireWriter env(int id, String name, String value) {
		return request(id, "env", true).writeText(name).writeText(value);
	}

	public static WireWriter pty(int id, String terminal, byte[] modes) {
		return request(id, "pty-req", true).writeText(terminal)
			.writeUint32(80)
			.writeUint32(24)
			.writeUint32(640)
			.writeUint32(480)
			.writeString(modes);
	}

	public static WireWriter windowChange(int id, long columns, long rows) {
		return request(id, "window-change", false).writeUint32(columns).writeUint32(rows).writeUint64(0);
	}

}

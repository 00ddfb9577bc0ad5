package io.sshconsole.ssh.auth;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.sshconsole.ssh.auth.InteractiveQuery.Prompt;
import io.sshconsole.ssh.auth.ServerAuthHandler.Reply;
import io.sshconsole.ssh.transport.PacketTransport;
import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * The server's side of the method {@code keyboard-interactive} (RFC 4256): rounds of
 * questions and answers until the handler has made up its mind. An answer can only follow
 * a question, because it is read nowhere else.
 */
final class ServerInteractiveMethod {

	/**
	 * Most rounds of one request. A client must not keep us asking for ever.
	 */
	private static final int MAX_ROUNDS = 16;

	private final PacketTransport transport;

	private final ServerAuthHandler handler;

	private final int maxUsernameLength;

	ServerInteractiveMethod(PacketTransport transport, ServerAuthHandler handler, int maxUsernameLength) {
		this.maxUsernameLength = maxUsernameLength;
		this.transport = transport;
		this.handler = handler;
	}

	Verdict serve(UserAuthRequest request) throws IOException {
		WireReader fields = request.fields();
		fields.readText(); // language, deprecated
		List<String> submethods = Arrays.stream(fields.readText().split(","))
			.filter((name) -> !name.isEmpty())
			.toList();
		fields.expectEnd();
		Reply reply = this.handler.checkAuthInteractive(request.username(), submethods);
		for (int round = 0; reply instanceof InteractiveQuery query; round++) {
			if (round == MAX_ROUNDS) {
				return Verdict.of(AuthResult.FAILED);
			}
			ask(query);
			WireReader packet = this.transport.readKnown();
			int number = packet.readByte();
			if (number == MessageNumber.USERAUTH_REQUEST) {
				return Verdict.abandonedFor(UserAuthRequest.read(packet, this.maxUsernameLength));
			}
			if (number != MessageNumber.USERAUTH_INFO_RESPONSE) {
				throw PacketTransport.unexpected(number);
			}
			reply = this.handler.checkAuthInteractiveResponse(readResponses(packet, query.prompts().size()));
		}
		return Verdict.of((AuthResult) reply);
	}

	private void ask(InteractiveQuery query) throws DisconnectException {
		WireWriter message = WireWriter.message(MessageNumber.USERAUTH_INFO_REQUEST)
			.writeText(query.name())
			.writeText(query.instructions())
			.writeText("")
			.writeUint32(query.prompts().size());
		for (Prompt prompt : query.prompts()) {
			message.writeText(prompt.text()).writeBoolean(prompt.echo());
		}
		this.transport.post(message);
	}

	/**
	 * Reads the answers. Their number is compared with that of the questions before
	 * anything is allocated.
	 */
	private static List<String> readResponses(WireReader packet, int prompts) throws DisconnectException {
		long count = packet.readUint32();
		if (count != prompts) {
			throw DisconnectException.protocolError(count + " answers to " + prompts + " questions");
		}
		List<String> responses = new ArrayList<>(prompts);
		for (int i = 0; i < prompts; i++) {
			responses.add(packet.readText());
		}
		packet.expectEnd();
		return responses;
	}

}

package io.sshconsole.boot.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.security.BreakGlassCredentials;
import io.sshconsole.boot.security.SshProof;
import io.sshconsole.boot.security.SshProofs;
import io.sshconsole.boot.terminal.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * What an entry says: texts and numbers, because it is serialised. No text in it has
 * control characters: whoever chose it could otherwise write on the screen, or into the
 * log, of who reads the trail.
 */
final class AuditData {

	private final Map<String, Object> entries = new LinkedHashMap<>();

	private AuditData() {
	}

	/**
	 * Begins with whose session it is, from where, and what let the user in.
	 */
	static AuditData of(SshSession session) {
		AuditData data = new AuditData().text("session", session.id());
		session.attribute(SshProofs.class).ifPresent((proofs) -> {
			data.text("address", proofs.details().remoteAddress());
			data.text("methods", joined(proofs, (proof) -> proof.method().wireName()));
			data.text("key", joined(proofs, SshProof::fingerprint));
			data.text("certificate", joined(proofs, SshProof::certificate));
		});
		BreakGlassCredentials.ticket(session.authentication())
			.ifPresent((ticket) -> data.text("breakGlass", ticket.id()).text("issuer", ticket.issuer()));
		return data;
	}

	private static String joined(SshProofs proofs, Function<SshProof, @Nullable String> part) {
		return proofs.proofs().stream().map(part).filter(Objects::nonNull).collect(Collectors.joining(", "));
	}

	/**
	 * Adds a text, unless there is none.
	 */
	AuditData text(String name, @Nullable String text) {
		if (text != null && !text.isEmpty()) {
			this.entries.put(name, PlainText.line(text));
		}
		return this;
	}

	AuditData number(String name, long number) {
		this.entries.put(name, number);
		return this;
	}

	Map<String, Object> toMap() {
		return this.entries;
	}

}

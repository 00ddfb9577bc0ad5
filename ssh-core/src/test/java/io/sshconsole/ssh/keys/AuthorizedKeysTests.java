package io.sshconsole.ssh.keys;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class AuthorizedKeysTests {

	private final SshPublicKey key = HostKeys.generate().publicKey();

	private final SshPublicKey other = HostKeys.generate().publicKey();

	private final Logger logger = (Logger) LoggerFactory.getLogger(AuthorizedKeys.class);

	private final ListAppender<ILoggingEvent> events = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.logger.setAdditive(false);
		this.logger.addAppender(this.events);
		this.events.start();
	}

	@AfterEach
	void stopListening() {
		this.logger.detachAppender(this.events);
		this.logger.setAdditive(true);
	}

	@Test
	void containsTheKeysOfItsLines() {
		AuthorizedKeys keys = AuthorizedKeys.parse("# people\n\n  " + this.key.toAuthorizedKey("me, at home")
				+ "\r\n\t# none\n" + this.other.toAuthorizedKey(""), "keys");
		assertThat(keys.contains(this.key)).isTrue();
		assertThat(keys.contains(this.other)).isTrue();
		assertThat(keys.contains(HostKeys.generate().publicKey())).isFalse();
		assertThat(this.events.list).isEmpty();
	}

	@Test
	void anEmptyFileOpensNothing() {
		assertThat(AuthorizedKeys.parse("", "keys").contains(this.key)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "restrict ", "command=\"echo a b\" ", "from=\"10.0.0.0/8\",no-pty ",
			"expiry-time=\"20200101\" ", "cert-authority ", "command=\"ssh-ed25519 AAAA\" ", "unknown-option " })
	void aLineWithOptionsOpensNothing(String options) {
		AuthorizedKeys keys = AuthorizedKeys.parse(options + this.key.toAuthorizedKey("me"), "keys");
		assertThat(keys.contains(this.key)).isFalse();
		assertThat(warnings()).singleElement().asString().contains("line 1 of keys").contains("options");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-ed25519 !", "ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB",
			"command=\"unterminated", "\"", "\u0000" })
	void anUnreadableLineHasNoEffectOnOthers(String line) {
		AuthorizedKeys keys = AuthorizedKeys
			.parse(this.key.toAuthorizedKey("") + "\n" + line + "\n" + this.other.toAuthorizedKey(""), "admin's keys");
		assertThat(keys.contains(this.key)).isTrue();
		assertThat(keys.contains(this.other)).isTrue();
		assertThat(warnings()).singleElement().asString().contains("line 2 of admin's keys");
	}

	private List<String> warnings() {
		assertThat(this.events.list).allSatisfy((event) -> assertThat(event.getLevel()).isEqualTo(Level.WARN));
		return this.events.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

}

package io.sshconsole.ssh.keys;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class AuthorizedKeysTests {

	private static final InetAddress HOME = InetAddress.getLoopbackAddress();

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

	/**
	 * For callers that enforce nothing.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "restrict ", "command=\"echo a b\" ", "from=\"10.0.0.0/8\",no-pty ",
			"expiry-time=\"20990101\" ", "cert-authority ", "command=\"ssh-ed25519 AAAA\" ", "no-touch-required ",
			"environment=\"A=b\" ", "permitopen=\"h:1\" ", "verify-required " })
	void aKeyWithOptionsIsNotContained(String options) {
		AuthorizedKeys keys = AuthorizedKeys.parse(options + this.key.toAuthorizedKey("me"), "keys");
		assertThat(keys.contains(this.key)).isFalse();
		assertThat(this.events.list).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "port-forwarding,pty ", "no-pty,pty ",
			"RESTRICT,Pty,User-Rc,X11-Forwarding," + "AGENT-FORWARDING,port-forwarding ",
			"touch-required,no-verify-required " })
	void aKeyWithOptionsThatChangeNothingIsContained(String options) {
		AuthorizedKeys keys = AuthorizedKeys.parse(options + this.key.toAuthorizedKey("me"), "keys");
		assertThat(keys.contains(this.key)).isTrue();
	}

	@Test
	void restrictTakesAllFeatures() {
		assertThat(permissions("restrict").features()).isEmpty();
		assertThat(permissions("restrict,pty").features()).containsExactly(KeyFeature.PTY);
		assertThat(permissions("pty,restrict").features()).isEmpty();
		assertThat(permissions("restrict,command=\"x\",X11-forwarding,user-rc").features())
			.containsExactlyInAnyOrder(KeyFeature.X11_FORWARDING, KeyFeature.USER_RC);
	}

	@ParameterizedTest
	@CsvSource({ "pty, PTY", "port-forwarding, PORT_FORWARDING", "agent-forwarding, AGENT_FORWARDING",
			"X11-forwarding, X11_FORWARDING", "user-rc, USER_RC" })
	void everyFeatureIsTakenAndGiven(String option, KeyFeature feature) {
		assertThat(permissions("no-" + option).features()).hasSize(4).doesNotContain(feature);
		assertThat(permissions("no-" + option + "," + option).features()).hasSize(5);
		assertThat(permissions("NO-" + option.toUpperCase(Locale.ROOT)).allows(feature)).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			command="echo a b"                | echo a b
			command="echo \\"a\\", b # c"     | echo "a", b # c
			command="a\\b"                    | a\\b
			command="ssh-ed25519 AAAA"        | ssh-ed25519 AAAA
			COMMAND="x"                       | x
			restrict,command="a=b,c=d",no-pty | a=b,c=d
			command="é→"                      | é→
			""")
	void unquotesTheForcedCommand(String options, String command) {
		assertThat(permissions(options).forcedCommand()).contains(command);
	}

	@Test
	void keepsAnEmptyForcedCommand() {
		assertThat(permissions("command=\"\"").forcedCommand()).contains("");
	}

	@Test
	void readsEnvironment() {
		assertThat(permissions("environment=\"A=b=c\",environment=\"B_1=\",environment=\"A=late\"").environment())
			.containsExactly(Map.entry("A", "b=c"), Map.entry("B_1", ""));
	}

	@Test
	void readsForwardingTargets() {
		KeyPermissions permissions = permissions("permitopen=\"db:5432\",permitopen=\"[2001:db8::1]:*\","
				+ "permitlisten=\"8080\",permitlisten=\"local*:9090\"");
		assertThat(permissions.permitOpen().contains("db", 5432)).isTrue();
		assertThat(permissions.permitOpen().contains("db", 5433)).isFalse();
		assertThat(permissions.permitOpen().contains("2001:db8::1", 1)).isTrue();
		assertThat(permissions.permitListen().contains("anything", 8080)).isTrue();
		assertThat(permissions.permitListen().contains("localhost", 9090)).isTrue();
		assertThat(permissions.permitListen().contains("0.0.0.0", 9090)).isFalse();
	}

	@Test
	void readsWhatSecurityKeysMustDo() {
		assertThat(permissions("no-touch-required").securityKeys()).isEqualTo(SecurityKeyPolicy.NOTHING);
		assertThat(permissions("verify-required").securityKeys()).isEqualTo(new SecurityKeyPolicy(true, true));
		assertThat(permissions("no-touch-required,verify-required").securityKeys())
			.isEqualTo(new SecurityKeyPolicy(false, true));
		assertThat(permissions("pty").securityKeys()).isEqualTo(SecurityKeyPolicy.TOUCH);
	}

	@ParameterizedTest
	@CsvSource({ "20300102Z, 2030-01-02T00:00:00Z", "203001020304Z, 2030-01-02T03:04:00Z",
			"20300102030405Z, 2030-01-02T03:04:05Z", "20280229235959z, 2028-02-29T23:59:59Z" })
	void readsExpiryTimesInUtc(String text, Instant time) {
		assertThat(permissions("expiry-time=\"" + text + "\"").expiry()).contains(time);
	}

	@Test
	void readsExpiryTimesOfThisMachine() {
		assertThat(permissions("expiry-time=\"203001020304\"").expiry())
			.contains(LocalDateTime.of(2030, 1, 2, 3, 4).atZone(ZoneId.systemDefault()).toInstant());
	}

	@Test
	void theFirstExpiryTimeCounts() {
		assertThat(
				permissions("expiry-time=\"20310101Z\",expiry-time=\"20300101Z\",expiry-time=\"20320101Z\"").expiry())
			.contains(Instant.parse("2030-01-01T00:00:00Z"));
	}

	@Test
	void aKeyIsGoodUntilItsLastSecond() {
		AuthorizedKeys keys = AuthorizedKeys.parse("expiry-time=\"20300102030405Z\" " + this.key.toAuthorizedKey("me"),
				"keys");
		Instant last = Instant.parse("2030-01-02T03:04:05Z");
		assertThat(keys.check(this.key, HOME, last.plusMillis(999))).isInstanceOf(KeyDecision.Granted.class);
		assertThat(keys.check(this.key, HOME, last.plusSeconds(1))).isInstanceOf(KeyDecision.Refused.class)
			.asString()
			.contains("expired");
	}

	@Test
	void aKeyOpensFromItsAddressesOnly() throws UnknownHostException {
		AuthorizedKeys keys = AuthorizedKeys.parse("from=\"10.0.0.0/8,!10.6.6.6\" " + this.key.toAuthorizedKey("me"),
				"keys");
		assertThat(keys.check(this.key, InetAddress.getByName("10.1.2.3"), Instant.EPOCH))
			.isInstanceOf(KeyDecision.Granted.class);
		assertThat(keys.check(this.key, InetAddress.getByName("10.6.6.6"), Instant.EPOCH)).asString()
			.contains("not from 10.6.6.6");
		assertThat(keys.check(this.other, InetAddress.getByName("10.1.2.3"), Instant.EPOCH)).asString()
			.contains("not listed");
	}

	@Test
	void theFirstLineThatMayBeUsedCounts() {
		String line = this.key.toAuthorizedKey("me");
		AuthorizedKeys keys = AuthorizedKeys.parse(
				"from=\"192.0.2.1\",command=\"first\" " + line + "\ncommand=\"second\" " + line + "\n" + line, "keys");
		assertThat(keys.permissionsFor(this.key).flatMap(KeyPermissions::forcedCommand)).contains("first");
		assertThat(keys.check(this.key, HOME, Instant.EPOCH)).isInstanceOfSatisfying(KeyDecision.Granted.class,
				(granted) -> assertThat(granted.permissions().forcedCommand()).contains("second"));
		assertThat(keys.contains(this.key)).isFalse();
	}

	@Test
	void anAuthorityDoesNotLogInItself() {
		AuthorizedKeys keys = AuthorizedKeys.parse("cert-authority,principals=\"ada,,bob\",no-pty "
				+ this.key.toAuthorizedKey("ca") + "\n" + this.other.toAuthorizedKey("me"), "keys");
		assertThat(keys.permissionsFor(this.key)).isEmpty();
		assertThat(keys.check(this.key, HOME, Instant.EPOCH)).isInstanceOf(KeyDecision.Refused.class);
		assertThat(keys.authorities()).singleElement().satisfies((authority) -> {
			assertThat(authority.key()).isEqualTo(this.key);
			assertThat(authority.permissions().principals()).contains(Set.of("ada", "bob"));
			assertThat(authority.permissions().allows(KeyFeature.PTY)).isFalse();
		});
		assertThat(keys.contains(this.other)).isTrue();
	}

	@Test
	void aListedCertificateOpensNothing() {
		AuthorizedKeys keys = AuthorizedKeys.parse(KeyFiles.text("ed25519-user-cert.pub"), "keys");
		assertThat(keys.contains(KeyFiles.publicKey("ed25519-user-cert.pub"))).isFalse();
		assertThat(warnings()).singleElement().asString().contains("cert-authority");
	}

	@Test
	void theKeyOfACertificateDoesNotOpenWithIt() {
		AuthorizedKeys keys = AuthorizedKeys.parse(KeyFiles.text("plain.pub"), "keys");
		assertThat(keys.contains(KeyFiles.publicKey("plain.pub"))).isTrue();
		assertThat(keys.contains(KeyFiles.publicKey("ed25519-user-cert.pub"))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "unknown-option", "pty=\"yes\"", "restrict=\"\"", "no-restrict", "no-cert-authority",
			"command", "no-command=\"x\"", "command=x", "command=\"x", "command=\"x\"y", "command=\"x\"\"y\"",
			"command='x'", "command=", "command =\"x\"", "command=\"a\",command=\"b\"", "from=\"a\",from=\"b\"",
			"principals=\"a\"", "principals=\"a\",cert-authority,principals=\"b\"", "tunnel=\"0\"", "tunnel=\"any\"",
			"from=\"\"", "from=\"10.0.0.1,,10.0.0.2\"", "from=\"10.0.0.0/33\"", "from=\"10.0.0.1/8\"",
			"from=\"!evil.example.com,*\"", "from=\"fe80::*\"", "from=\"!2001:db8*,*\"", "expiry-time=\"\"",
			"expiry-time=\"2030\"", "expiry-time=\"20300230\"", "expiry-time=\"20301301\"",
			"expiry-time=\"203001012400\"", "expiry-time=\"20300101UTC\"", "expiry-time=\"+2030101\"",
			"expiry-time=20300101", "environment=\"=x\"", "environment=\"A-B=x\"", "environment=\"A\"",
			"permitopen=\"host\"", "permitopen=\"host:0\"", "permitopen=\"host:65536\"", "permitopen=\":1\"",
			"permitopen=\"host:1:2\"", "permitlisten=\"host:\"", "permitlisten=\"x\"", "pty,", ",pty", "pty,,no-pty",
			"pty no-pty", "pty;no-pty", "\"pty\"" })
	void anOptionThatCannotBeEnforcedClosesItsLine(String options) {
		AuthorizedKeys keys = AuthorizedKeys.parse(this.other.toAuthorizedKey("") + "\n" + options + " "
				+ this.key.toAuthorizedKey("me") + "\n" + this.other.toAuthorizedKey(""), "admin's keys");
		assertThat(keys.permissionsFor(this.key)).isEmpty();
		assertThat(keys.authorities()).isEmpty();
		assertThat(keys.contains(this.other)).isTrue();
		assertThat(warnings()).singleElement().asString().contains("line 2 of admin's keys");
	}

	@Test
	void saysThatNamesOfHostsAreNotLookedUp() {
		AuthorizedKeys keys = AuthorizedKeys
			.parse("from=\"10.0.0.1,bastion.example.com\" " + this.key.toAuthorizedKey("me"), "keys");
		assertThat(keys.permissionsFor(this.key)).isPresent();
		assertThat(warnings()).singleElement().asString().contains("Line 1 of keys").contains("from=");
	}

	@Test
	void warningsDoNotQuoteWhatIsNotAnOption() {
		AuthorizedKeys.parse("pa$$word\u0007=\"x\" " + this.key.toAuthorizedKey("me"), "keys");
		assertThat(warnings()).singleElement().asString().doesNotContain("pa$$").doesNotContain("\u0007");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-ed25519 !", "ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB",
			"command=\"unterminated", "\"", "\u0000", "pty", "pty ", "ssh-dss AAAAB3NzaC1kc3MAAACBAJ", "pty pty pty",
			"ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIFljagdWuvGGfAekh1j02CP513eeHeVmBXkNenATR258" })
	void anUnreadableLineHasNoEffectOnOthers(String line) {
		AuthorizedKeys keys = AuthorizedKeys
			.parse(this.key.toAuthorizedKey("") + "\n" + line + "\n" + this.other.toAuthorizedKey(""), "admin's keys");
		assertThat(keys.contains(this.key)).isTrue();
		assertThat(keys.contains(this.other)).isTrue();
		assertThat(warnings()).singleElement().asString().contains("line 2 of admin's keys");
	}

	@Test
	void survivesDamagedLines() {
		Random random = new Random(3);
		String line = "restrict,from=\"10.0.0.0/8,!10.1.*\",command=\"a \\\"b\\\"\","
				+ "expiry-time=\"20300101Z\",permitopen=\"h:1\" " + this.key.toAuthorizedKey("me");
		this.logger.detachAppender(this.events);
		for (int i = 0; i < 20_000; i++) {
			StringBuilder damaged = new StringBuilder(line);
			for (int count = random.nextInt(4); count >= 0; count--) {
				damaged.setCharAt(random.nextInt(150), "\",=\\! \t*:/0aZ\u0000\ud800".charAt(random.nextInt(15)));
			}
			damaged.setLength(random.nextInt(damaged.length()));
			AuthorizedKeys keys = AuthorizedKeys.parse(damaged.toString(), "keys");
			assertThat(keys.contains(this.key)).isFalse();
		}
	}

	private KeyPermissions permissions(String options) {
		AuthorizedKeys keys = AuthorizedKeys.parse(options + " " + this.key.toAuthorizedKey("me"), "keys");
		assertThat(this.events.list).isEmpty();
		return keys.permissionsFor(this.key).orElseThrow();
	}

	private List<String> warnings() {
		assertThat(this.events.list).allSatisfy((event) -> assertThat(event.getLevel()).isEqualTo(Level.WARN));
		return this.events.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

}

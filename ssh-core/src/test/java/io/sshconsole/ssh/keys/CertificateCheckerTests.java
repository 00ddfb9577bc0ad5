package io.sshconsole.ssh.keys;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.SshException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.sshconsole.ssh.keys.CertificateForge.options;
import static io.sshconsole.ssh.keys.CertificateForge.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CertificateCheckerTests {

	private static final Clock CLOCK = Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);

	private static final InetAddress HERE = InetAddress.getLoopbackAddress();

	private final CertificateAuthority trusted = CertificateAuthority.trusted(CertificateForge.AUTHORITY.publicKey());

	private final CertificateForge forge = new CertificateForge();

	@Test
	void grantsWhatTheExtensionsSay() throws SshException {
		assertThat(granted(this.trusted).features()).containsExactlyInAnyOrder(KeyFeature.PTY, KeyFeature.USER_RC);
		this.forge.extensions = new byte[0];
		assertThat(granted(this.trusted).features()).isEmpty();
		this.forge.extensions = options("permit-X11-forwarding", "", "permit-agent-forwarding", "",
				"permit-port-forwarding", "", "permit-pty", "", "permit-user-rc", "", "permit-x11-forwarding", "");
		assertThat(granted(this.trusted).features()).hasSize(5);
	}

	@Test
	void grantsWhatTheCriticalOptionsLeave() throws Exception {
		this.forge.criticalOptions = options("force-command", "date", "source-address", "127.0.0.0/8,::1",
				"verify-required", "");
		KeyPermissions permissions = granted(this.trusted);
		assertThat(permissions.forcedCommand()).contains("date");
		assertThat(permissions.securityKeys()).isEqualTo(new SecurityKeyPolicy(true, true));
		assertThat(permissions.sources().contains(InetAddress.getByName("127.9.9.9"))).isTrue();
		assertThat(permissions.sources().contains(InetAddress.getByName("10.9.9.9"))).isFalse();
	}

	@Test
	void touchIsWaivedByTheCertificateAndItsAuthority() throws SshException {
		CertificateAuthority strict = authority(KeyPermissions.ALL);
		assertThat(granted(this.trusted).securityKeys().touchRequired()).isTrue();
		this.forge.extensions = options("no-touch-required", "");
		assertThat(granted(this.trusted).securityKeys().touchRequired()).isFalse();
		assertThat(granted(strict).securityKeys().touchRequired()).isTrue();
	}

	@Test
	void theAuthoritysOptionsLimitItsCertificates() throws Exception {
		this.forge.criticalOptions = options("source-address", "127.0.0.0/8");
		KeyPermissions limits = KeyPermissions.builder()
			.allow(KeyFeature.PTY, false)
			.sources(SourceAddresses.ofPatterns("127.0.0.1"))
			.forcedCommand("date")
			.build();
		KeyPermissions permissions = granted(authority(limits));
		assertThat(permissions.features()).containsExactly(KeyFeature.USER_RC);
		assertThat(permissions.forcedCommand()).contains("date");
		assertThat(permissions.sources().contains(InetAddress.getByName("127.0.0.2"))).isFalse();
		assertThat(reason("ada", InetAddress.getByName("127.0.0.2"), authority(limits))).contains("not from 127.0.0.2");
		this.forge.criticalOptions = options("force-command", "reboot");
		assertThat(reason("ada", HERE, authority(limits))).contains("force different commands");
	}

	@Test
	void anAuthorityMayExpire() throws SshException {
		KeyPermissions expired = KeyPermissions.builder().expiry(CLOCK.instant().minusSeconds(1)).build();
		assertThat(reason("ada", HERE, authority(expired))).contains("expired");
		granted(authority(KeyPermissions.builder().expiry(CLOCK.instant()).build()));
	}

	@Test
	void principalsOfTheLineReplaceTheUsersName() throws SshException {
		CertificateAuthority operators = authority(
				KeyPermissions.builder().principals(Set.of("operators", "x,ada")).build());
		assertThat(reason("ada", HERE, operators)).contains("other users");
		this.forge.principals = strings("operators");
		assertThat(check("ada", HERE, operators)).isInstanceOf(KeyDecision.Granted.class);
		assertThat(check("anybody", HERE, operators)).isInstanceOf(KeyDecision.Granted.class);
		assertThat(reason("operators,x", HERE, this.trusted)).contains("other users");
		CertificateAuthority nobody = authority(KeyPermissions.builder().principals(Set.of()).build());
		assertThat(reason("operators", HERE, nobody)).contains("other users");
	}

	@Test
	void theEmptyNameIsNobodys() throws SshException {
		this.forge.principals = strings("ada");
		assertThat(reason("", HERE, this.trusted)).contains("other users");
		assertThat(reason("ADA", HERE, this.trusted)).contains("other users");
	}

	@Test
	void oneOfSeveralLinesIsEnough() throws Exception {
		CertificateAuthority elsewhere = authority(
				KeyPermissions.builder().sources(SourceAddresses.ofPatterns("192.0.2.1")).build());
		CertificateAuthority other = CertificateAuthority.trusted(HostKeys.generate().publicKey());
		assertThat(check("ada", HERE, other, elsewhere, this.trusted)).isInstanceOf(KeyDecision.Granted.class);
		assertThat(reason("ada", HERE, elsewhere, other)).contains("192.0.2.1");
		assertThat(reason("ada", HERE, other)).contains("authority is not trusted");
		assertThat(reason("ada", HERE)).contains("authority is not trusted");
	}

	@Test
	void theReasonNamesTheCertificate() throws SshException {
		assertThat(reason("eve", HERE, this.trusted)).contains("\"ada's laptop\" (serial 42)")
			.contains(CertificateForge.AUTHORITY.publicKey().fingerprint());
	}

	@Test
	void aPlainKeyIsNoCertificate() {
		CertificateChecker checker = new CertificateChecker(List.of(this.trusted), RevokedKeys.NONE, CLOCK);
		for (SshPublicKey key : List.of(CertificateForge.KEY, CertificateForge.AUTHORITY.publicKey())) {
			assertThat(checker.check(key, "ada", HERE)).asString().contains("not a certificate");
			assertThat(checker.checkHost(key, "ada")).get().asString().contains("not a certificate");
		}
	}

	@Test
	void aCertificateIsNoAuthority() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> CertificateAuthority.trusted(KeyFiles.publicKey("ed25519-user-cert.pub")));
	}

	@Test
	void worksWithTheAuthoritiesOfAuthorizedKeys() throws Exception {
		AuthorizedKeys keys = AuthorizedKeys
			.parse("cert-authority,principals=\"alice\",no-pty " + KeyFiles.text("ca.pub"), "keys");
		CertificateChecker checker = new CertificateChecker(keys.authorities(), RevokedKeys.NONE, CLOCK);
		KeyDecision decision = checker.check(KeyFiles.publicKey("rsa-user-cert.pub"), "deploy", HERE);
		assertThat(decision).isInstanceOfSatisfying(KeyDecision.Granted.class,
				(granted) -> assertThat(granted.permissions().features()).hasSize(4).doesNotContain(KeyFeature.PTY));
		assertThat(
				checker.check(KeyFiles.publicKey("options-user-cert.pub"), "deploy", InetAddress.getByName("10.1.1.1")))
			.isInstanceOf(KeyDecision.Granted.class);
		assertThat(checker.check(KeyFiles.publicKey("options-user-cert.pub"), "deploy", HERE))
			.isInstanceOf(KeyDecision.Refused.class);
		assertThat(checker.check(KeyFiles.publicKey("ed25519-host-cert.pub"), "host.example.com", HERE)).asString()
			.contains("for users");
		assertThat(checker.check(KeyFiles.publicKey("by-rsa512-cert.pub"), "alice", HERE)).asString()
			.contains("not trusted");
	}

	@ParameterizedTest
	@CsvSource({ "host.example.com, host.example.com, true", "host.example.com, HOST.Example.com, true",
			"*.example.com, a.example.com, true", "*.example.com, example.com, false",
			"host.example.com, host.example.org, false", "*, anything, true",
			"'a.example.com,b.example.com', a.example.com, false" })
	void hostsHavePatterns(String principal, String host, boolean expected) throws DisconnectException {
		this.forge.type = 2;
		this.forge.principals = strings(principal);
		assertThat(checkHost(host)).isEqualTo(expected);
	}

	@Test
	void hostCertificatesHaveTheSameDefects() throws DisconnectException {
		this.forge.principals = strings("host");
		assertThat(checkHost("host")).isFalse();
		this.forge.type = 2;
		assertThat(checkHost("host")).isTrue();
		this.forge.criticalOptions = options("force-command", "date");
		assertThat(checkHost("host")).isFalse();
		this.forge.criticalOptions = new byte[0];
		this.forge.principals = new byte[0];
		assertThat(checkHost("host")).isFalse();
		this.forge.principals = strings("host");
		this.forge.validBefore = CLOCK.instant().getEpochSecond();
		assertThat(checkHost("host")).isFalse();
		this.forge.validBefore = CertificateForge.FOREVER;
		this.forge.authority = HostKeys.generate();
		assertThat(checkHost("host")).isFalse();
	}

	private boolean checkHost(String host) throws DisconnectException {
		return new CertificateChecker(List.of(this.trusted), RevokedKeys.NONE, CLOCK).checkHost(this.forge.read(), host)
			.isEmpty();
	}

	private static CertificateAuthority authority(KeyPermissions permissions) {
		return new CertificateAuthority(CertificateForge.AUTHORITY.publicKey(), permissions);
	}

	private KeyPermissions granted(CertificateAuthority authority) throws SshException {
		return ((KeyDecision.Granted) check("ada", HERE, authority)).permissions();
	}

	private String reason(String user, InetAddress address, CertificateAuthority... authorities) throws SshException {
		return ((KeyDecision.Refused) check(user, address, authorities)).reason();
	}

	private KeyDecision check(String user, InetAddress address, CertificateAuthority... authorities)
			throws SshException {
		return new CertificateChecker(Arrays.asList(authorities), RevokedKeys.NONE, CLOCK).check(this.forge.read(),
				user, address);
	}

}

package io.sshconsole.boot.approval;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.sshconsole.boot.approval.Decision.Outcome;
import io.sshconsole.boot.approval.SshApprovalEvent.Type;
import io.sshconsole.boot.command.SshApproval;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandAuthorizer;
import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshCommandException;
import io.sshconsole.boot.command.SshCommandRegistry;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.boot.security.SshAuthenticationDetails;
import io.sshconsole.boot.security.SshAuthenticationMethod;
import io.sshconsole.boot.security.SshProof;
import io.sshconsole.boot.security.SshProofs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.access.expression.method.DefaultMethodSecurityExpressionHandler;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Who may decide on calls that wait for a second person, and what becomes of them. Ada
 * asks; Bob is the second person.
 */
@Timeout(60)
class ApprovalsTests {

	private final SshCommandRegistry registry = new TestConsole(new Commands(), new Safe()).registry();

	private final SshSession ada = session("c1", "ada", "ROLE_USER");

	private final SshSession bob = session("c2", "bob", "ROLE_USER", "ROLE_SUPERVISOR");

	private final SshSession cyd = session("c5", "cyd", "ROLE_USER");

	private final List<SshApprovalEvent> events = Collections.synchronizedList(new ArrayList<>());

	private final AtomicReference<Type> unheard = new AtomicReference<>();

	private final MovableClock clock = new MovableClock();

	private final ApprovalPolicy policy = new ApprovalPolicy(Map.of("wipe", "ROLE_SUPERVISOR"),
			RoleHierarchyImpl.fromHierarchy("ROLE_OWNER > ROLE_SUPERVISOR"), ApprovalsTests::authorizer);

	private final Approvals approvals = approvals(Duration.ofMinutes(5));

	@Test
	void annotationsAndTheConfigurationSayWhatWaits() {
		assertThat(this.policy.isNeeded(command("purge"))).isTrue();
		assertThat(this.policy.isNeeded(command("wipe"))).isTrue();
		assertThat(this.policy.isNeeded(command("sell"))).isTrue();
		assertThat(this.policy.isNeeded(command("open"))).isTrue();
		assertThat(this.policy.isNeeded(command("show"))).isFalse();
	}

	@Test
	void secondPersonNeedsTheAuthorityAndMustBePermittedToRunTheCommand() {
		assertMayApprove("purge", "ROLE_USER", "ROLE_SUPERVISOR");
		assertMayApprove("purge", "ROLE_USER", "ROLE_OWNER");
		assertMayNotApprove("purge", "ROLE_USER");
		assertMayNotApprove("purge", "ROLE_SUPERVISOR");
		assertMayApprove("wipe", "ROLE_SUPERVISOR");
		assertMayNotApprove("wipe", "ROLE_USER");
		assertMayApprove("open", "ROLE_SUPERVISOR");
		assertMayNotApprove("open", "ROLE_USER");
		assertMayApprove("sell", "ROLE_USER");
		assertMayNotApprove("sell", "ROLE_SUPERVISOR");
	}

	@Test
	void authoritiesOfAnnotationAndConfigurationAreBothNeeded() {
		ApprovalPolicy both = new ApprovalPolicy(Map.of("purge", "ROLE_AUDITOR"), null, ApprovalsTests::authorizer);
		assertThat(both.mayApprove(command("purge"), user("eve", "ROLE_USER", "ROLE_SUPERVISOR"))).isFalse();
		assertThat(both.mayApprove(command("purge"), user("eve", "ROLE_USER", "ROLE_AUDITOR"))).isFalse();
		assertThat(both.mayApprove(command("purge"), user("eve", "ROLE_USER", "ROLE_SUPERVISOR", "ROLE_AUDITOR")))
			.isTrue();
	}

	@Test
	void callRunsOnceSomebodyElseApproves() throws Exception {
		Waiting waiting = ask("purge");
		assertThat(this.approvals.pending(this.bob)).containsExactly(waiting.request());
		assertThat(decide(waiting, this.bob, Decision.granted(this.bob))).isSameAs(waiting.request());
		assertThat(waiting.decision()).isEqualTo(Decision.granted(this.bob));
		assertThat(this.approvals.pending(this.bob)).isEmpty();
		assertThat(this.events).extracting(SshApprovalEvent::type).containsExactly(Type.REQUESTED, Type.GRANTED);
		assertThat(this.events.get(0).auditPrincipal()).isEqualTo("ada");
		assertThat(this.events.get(0).auditType()).isEqualTo("SSH_APPROVAL_REQUESTED");
		assertThat(this.events.get(1).auditPrincipal()).isEqualTo("bob");
		assertThat(this.events.get(1).auditData()).containsEntry("requester", "ada")
			.containsEntry("session", "c1")
			.containsEntry("decidedBy", "bob")
			.containsEntry("decidedIn", "c2")
			.containsEntry("command", "purge")
			.containsEntry("request", waiting.request().id());
	}

	@Test
	void callDoesNotRunIfSomebodyElseRefuses() throws Exception {
		Waiting waiting = ask("purge");
		decide(waiting, this.bob, Decision.refused(this.bob, "not today"));
		assertThat(waiting.decision()).isEqualTo(Decision.refused(this.bob, "not today"));
		assertThat(this.events.get(1).auditData()).containsEntry("reason", "not today");
	}

	@Test
	void secondSessionOfTheSameUserCannotApprove() throws Exception {
		Waiting waiting = ask("purge");
		assertIsOwn(waiting, session("c3", "ada", "ROLE_USER", "ROLE_SUPERVISOR"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ADA", "Ada", " ada", "ａｄａ" })
	void nameThatADirectoryTakesForTheSameCannotApprove(String name) throws Exception {
		Waiting waiting = ask("purge");
		assertIsOwn(waiting, session("c3", name, "ROLE_USER", "ROLE_SUPERVISOR"));
	}

	@Test
	void samePrincipalUnderAnotherNameCannotApprove() throws Exception {
		Waiting waiting = ask("purge");
		assertIsOwn(waiting, new SshSession("c3", "alias", user("ada", "ROLE_USER", "ROLE_SUPERVISOR")));
	}

	@Test
	void sameNameOfAnotherPrincipalCannotApprove() throws Exception {
		Waiting waiting = ask("purge");
		assertIsOwn(waiting, new SshSession("c3", "ada", user("ada@corp", "ROLE_USER", "ROLE_SUPERVISOR")));
	}

	@Test
	void sameKeyInTwoAccountsCannotApprove() throws Exception {
		prove(this.ada, "SHA256:one", "SHA256:two");
		prove(this.bob, "SHA256:two");
		Waiting waiting = ask("purge");
		assertIsOwn(waiting, this.bob);
		prove(this.bob, "SHA256:three");
		assertThat(this.approvals.pending(this.bob)).isNotEmpty();
		waiting.withdraw();
	}

	@Test
	void nobodyApprovesWithACredentialThatHeMayHaveIssuedHimself() throws Exception {
		Waiting waiting = ask("purge");
		assertIsOwn(waiting, session("c3", "bob", "ROLE_USER", "ROLE_SUPERVISOR", "FACTOR_SSH_BREAK_GLASS"));
		assertThat(this.approvals.mayDecide(waiting.request(), this.bob)).isTrue();
		this.ada.raise(user("ada", "ROLE_USER", "FACTOR_SSH_BREAK_GLASS"));
		assertIsOwn(waiting, this.bob);
	}

	@Test
	void whoMayNotApproveLearnsNothingOfTheRequest() throws Exception {
		Waiting waiting = ask("purge");
		SshSession eve = session("c4", "eve", "ROLE_USER");
		assertThat(this.approvals.pending(eve)).isEmpty();
		assertUnknown(waiting.request().id(), eve);
		assertUnknown(waiting.request().id() + 1, eve);
		waiting.withdraw();
	}

	@Test
	void expiredRequestCannotBeApproved() throws Exception {
		Waiting waiting = ask("purge");
		this.clock.now = this.clock.now.plus(Duration.ofMinutes(5));
		assertThat(this.approvals.pending(this.bob)).isEmpty();
		assertUnknown(waiting.request().id(), this.bob);
		waiting.withdraw();
	}

	@Test
	void callThatNobodyApprovesExpires() throws Exception {
		Decision decision = approvals(Duration.ofMillis(1)).request(this.ada, command("purge"), "purge", (user) -> true,
				(request) -> {
				});
		assertThat(decision.outcome()).isEqualTo(Outcome.EXPIRED);
		assertThat(this.events).extracting(SshApprovalEvent::type).containsExactly(Type.REQUESTED, Type.EXPIRED);
		assertThat(this.events.get(1).auditPrincipal()).isEqualTo("ada");
	}

	@Test
	void firstDecisionCounts() throws Exception {
		Waiting waiting = ask("purge");
		decide(waiting, this.bob, Decision.refused(this.bob, ""));
		assertUnknown(waiting.request().id(), session("c5", "cyd", "ROLE_USER", "ROLE_SUPERVISOR"));
		assertThat(waiting.decision().outcome()).isEqualTo(Outcome.REFUSED);
		assertThat(this.events).extracting(SshApprovalEvent::type).containsExactly(Type.REQUESTED, Type.REFUSED);
	}

	@Test
	void callThatIsCancelledIsWithdrawn() throws Exception {
		Waiting waiting = ask("purge");
		waiting.withdraw();
		assertUnknown(waiting.request().id(), this.bob);
		assertThat(this.events).extracting(SshApprovalEvent::type).containsExactly(Type.REQUESTED, Type.WITHDRAWN);
	}

	@Test
	void fullListRefusesAndAnEndMakesRoom() throws Exception {
		Waiting first = ask("purge");
		Waiting second = ask("wipe");
		Waiting third = ask(this.cyd, "purge");
		assertRefused(session("c6", "dot", "ROLE_USER"),
				"purge: too many commands wait for an approval; try again later");
		decide(first, this.bob, Decision.granted(this.bob));
		first.decision();
		Waiting fourth = ask("purge");
		assertThat(fourth.request().id()).isGreaterThan(third.request().id());
		second.withdraw();
		third.withdraw();
		fourth.withdraw();
	}

	@Test
	void exhaustionOfThePlacesByOneUserIsStopped() throws Exception {
		prove(this.ada, "SHA256:one");
		Waiting first = ask("purge");
		Waiting second = ask("wipe");
		String refusal = "purge: 2 of your commands wait for an approval already";
		assertRefused(this.ada, refusal);
		assertRefused(session("c3", " ADA", "ROLE_USER"), refusal);
		assertRefused(new SshSession("c3", "alias", user("ada", "ROLE_USER")), refusal);
		SshSession secondAccount = session("c3", "ada2", "ROLE_USER");
		prove(secondAccount, "SHA256:one");
		assertRefused(secondAccount, refusal);
		Waiting other = ask(this.cyd, "purge");
		decide(first, this.bob, Decision.granted(this.bob));
		first.decision();
		other.withdraw();
		assertThat(this.events).extracting(SshApprovalEvent::type)
			.containsExactly(Type.REQUESTED, Type.REQUESTED, Type.REQUESTED, Type.GRANTED, Type.WITHDRAWN);
		ask("purge").withdraw();
		second.withdraw();
	}

	@Test
	void oneWithACredentialDoesNotTakeThePlacesOfOthers() throws Exception {
		SshSession guest = session("c3", "guest", "ROLE_USER", "FACTOR_SSH_BREAK_GLASS");
		Waiting first = ask("purge");
		Waiting second = ask("wipe");
		ask(guest, "purge").withdraw();
		first.withdraw();
		second.withdraw();
	}

	@Test
	void requestThatNobodyRecordsIsNone() throws Exception {
		this.unheard.set(Type.REQUESTED);
		for (int i = 0; i < 3; i++) {
			assertThatIllegalStateException().isThrownBy(
					() -> this.approvals.request(this.ada, command("purge"), "purge", (user) -> true, (request) -> {
					}))
				.withMessage("not recorded");
		}
		this.unheard.set(null);
		ask("purge").withdraw();
	}

	@Test
	void approvalThatNobodyRecordsIsNone() throws Exception {
		Waiting waiting = ask("purge");
		this.unheard.set(Type.GRANTED);
		assertThatIllegalStateException().isThrownBy(() -> decide(waiting, this.bob, Decision.granted(this.bob)));
		assertThat(waiting.decision().outcome()).isEqualTo(Outcome.WITHDRAWN);
	}

	@Test
	void whoCouldProveWhatHeLacksSeesTheRequestAndDecidesBehindThat() throws Exception {
		Waiting waiting = ask("purge");
		long id = waiting.request().id();
		assertThat(this.approvals.pending(this.cyd)).containsExactly(waiting.request());
		assertThat(this.approvals.mayDecide(waiting.request(), this.cyd)).isTrue();
		assertThat(this.approvals.missing(id, this.cyd)).containsExactly("FACTOR_TOTP");
		assertThat(this.approvals.missing(id, this.ada)).isEmpty();
		assertThat(this.approvals.missing(id + 1, this.cyd)).isEmpty();
		assertUnknown(id, this.cyd);
		this.cyd.raise(user("cyd", "ROLE_USER", "ROLE_SUPERVISOR"));
		decide(waiting, this.cyd, Decision.granted(this.cyd));
		assertThat(waiting.decision().outcome()).isEqualTo(Outcome.GRANTED);
	}

	private void assertMayApprove(String command, String... authorities) {
		assertThat(this.policy.mayApprove(command(command), user("eve", authorities))).isTrue();
	}

	private void assertMayNotApprove(String command, String... authorities) {
		assertThat(this.policy.mayApprove(command(command), user("eve", authorities))).isFalse();
	}

	private void assertIsOwn(Waiting waiting, SshSession session) throws Exception {
		assertThat(this.approvals.pending(session)).isEmpty();
		assertThatExceptionOfType(SshCommandException.class)
			.isThrownBy(() -> decide(waiting, session, Decision.granted(session)))
			.withMessageContaining("is your own")
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(126));
	}

	private void assertRefused(SshSession session, String message) {
		assertThatExceptionOfType(SshCommandException.class)
			.isThrownBy(() -> this.approvals.request(session, command("purge"), "purge", (user) -> true, (request) -> {
			}))
			.withMessage(message)
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(1));
	}

	private void assertUnknown(long id, SshSession session) {
		assertThatExceptionOfType(SshCommandException.class)
			.isThrownBy(() -> this.approvals.decide(id, session, Decision.granted(session)))
			.withMessage("There is no request " + id);
	}

	private ApprovalRequest decide(Waiting waiting, SshSession session, Decision decision) {
		return this.approvals.decide(waiting.request().id(), session, decision);
	}

	private Approvals approvals(Duration timeLimit) {
		return new Approvals(this.policy, timeLimit, 3, 2, this.clock, (event) -> {
			SshApprovalEvent approval = (SshApprovalEvent) event;
			if (approval.type() == this.unheard.get()) {
				throw new IllegalStateException("not recorded");
			}
			this.events.add(approval);
		}, (session, permitted) -> permitted.test(proven(session)) ? List.of("FACTOR_TOTP") : List.of());
	}

	/**
	 * Only Cyd has something to prove.
	 */
	private Authentication proven(SshSession session) {
		return (session == this.cyd) ? user("cyd", "ROLE_USER", "ROLE_SUPERVISOR") : session.authentication();
	}

	private Waiting ask(String command) throws Exception {
		return ask(this.ada, command);
	}

	private Waiting ask(SshSession session, String command) throws Exception {
		CompletableFuture<ApprovalRequest> asked = new CompletableFuture<>();
		FutureTask<Decision> answer = new FutureTask<>((Callable<Decision>) () -> this.approvals.request(session,
				command(command), command, (user) -> true, asked::complete));
		Thread thread = new Thread(answer, "command");
		thread.setDaemon(true);
		thread.start();
		return new Waiting(asked.get(30, TimeUnit.SECONDS), answer, thread);
	}

	private SshCommandDefinition command(String name) {
		return this.registry.find(List.of(name)).orElseThrow();
	}

	private static void prove(SshSession session, String... fingerprints) {
		session.attribute(SshProofs.class,
				new SshProofs(List.of(fingerprints)
					.stream()
					.map((fingerprint) -> new SshProof(SshAuthenticationMethod.PUBLICKEY, fingerprint, null))
					.toList(), new SshAuthenticationDetails("127.0.0.1", session.id(), "SSH-2.0-test")));
	}

	private static SshSession session(String id, String name, String... authorities) {
		return new SshSession(id, name, user(name, authorities));
	}

	private static Authentication user(String name, String... authorities) {
		return UsernamePasswordAuthenticationToken.authenticated(name, null,
				AuthorityUtils.createAuthorityList(authorities));
	}

	private static SshCommandAuthorizer authorizer() {
		return new SshCommandAuthorizer(new DefaultMethodSecurityExpressionHandler(), null, null, List.of(),
				new AuthorizationEventPublisher() {
					@Override
					public <T> void publishAuthorizationEvent(Supplier<Authentication> authentication, T object,
							AuthorizationResult result) {
					}
				});
	}

	/**
	 * A call on a thread of its own.
	 */
	private record Waiting(ApprovalRequest request, FutureTask<Decision> answer, Thread thread) {

		Decision decision() throws Exception {
			return this.answer.get(30, TimeUnit.SECONDS);
		}

		void withdraw() {
			this.thread.interrupt();
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(this::decision)
				.withCauseInstanceOf(InterruptedException.class);
		}

	}

	private static final class MovableClock extends Clock {

		private volatile Instant now = Instant.EPOCH;

		@Override
		public ZoneId getZone() {
			return ZoneId.of("UTC");
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return this.now;
		}

	}

	@SshApproval("ROLE_SUPERVISOR")
	static class Safe {

		@SshCommand(name = "open")
		void open() {
		}

	}

	static class Commands {

		@SshCommand(name = "sell")
		@SshApproval
		@PreAuthorize("hasRole('USER')")
		void sell() {
		}

		@SshCommand(name = "purge")
		@SshApproval("ROLE_SUPERVISOR")
		@PreAuthorize("hasRole('USER')")
		void purge() {
		}

		@SshCommand(name = "wipe")
		void wipe() {
		}

		@SshCommand(name = "show")
		void show() {
		}

	}

}

package io.sshconsole.boot.approval;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.sshconsole.boot.command.SshApproval;
import io.sshconsole.boot.command.SshArgument;
import io.sshconsole.boot.command.SshCommand;
import io.sshconsole.boot.command.SshCommandAuthorizer;
import io.sshconsole.boot.command.SshCommandContext;
import io.sshconsole.boot.command.SshCommandRule;
import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.command.TestConsole;
import io.sshconsole.boot.execution.LineRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.core.Ordered;
import org.springframework.security.access.expression.method.DefaultMethodSecurityExpressionHandler;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens to a command between its approval and its run. Bob approves at once.
 */
@Timeout(60)
class ApprovalInterceptorTests {

	private final SshSession bob = new SshSession("c2", "bob", UsernamePasswordAuthenticationToken.authenticated("bob",
			null, AuthorityUtils.createAuthorityList("ROLE_SUPERVISOR")));

	private final AtomicBoolean permitted = new AtomicBoolean(true);

	private final AtomicInteger denials = new AtomicInteger();

	private final AtomicInteger runs = new AtomicInteger();

	private final List<String> calls = new ArrayList<>();

	private final SshCommandAuthorizer authorizer = new SshCommandAuthorizer(
			new DefaultMethodSecurityExpressionHandler(), null, null, List.of((command, user) -> this.permitted.get()),
			new AuthorizationEventPublisher() {
				@Override
				public <T> void publishAuthorizationEvent(Supplier<Authentication> authentication, T object,
						AuthorizationResult result) {
					ApprovalInterceptorTests.this.denials.incrementAndGet();
				}
			});

	private final ApprovalPolicy policy = new ApprovalPolicy(Map.of(), null, () -> this.authorizer);

	private final Approvals approvals = new Approvals(this.policy, Duration.ofMinutes(5), 1, 1, Clock.systemUTC(),
			(event) -> {
			}, (session, permitted) -> this.missing);

	private List<String> missing = List.of();

	private Runnable afterwards = () -> {
	};

	private final ApprovalInterceptor interceptor = new ApprovalInterceptor(this.policy, this.approvals,
			new ApprovalNotices((transport) -> Optional.empty(), () -> {
				ApprovalRequest request = this.approvals.pending(this.bob).get(0);
				this.calls.add(request.call());
				this.approvals.decide(request.id(), this.bob, Decision.granted(this.bob));
				this.afterwards.run();
				return null;
			}));

	private final TestConsole console = new TestConsole(new Commands(), this.interceptor,
			(SshCommandRule) (command, user) -> this.permitted.get());

	@Test
	void approvedCommandRuns() {
		TestConsole.Run run = this.console.run("purge all");
		assertThat(run.err()).matches("purge: waits for .* approve 1\npurge: approved by bob\n");
		assertThat(run.out()).isEqualTo("purged\n");
		assertThat(run.status()).isZero();
	}

	@Test
	void commandThatNeedsNobodyElseRunsAtOnce() {
		assertThat(this.console.run("show").err()).isEmpty();
		assertThat(this.calls).isEmpty();
	}

	@Test
	void whoMayNotRunItAnyMoreOnceItIsApprovedIsRefused() {
		this.afterwards = () -> this.permitted.set(false);
		TestConsole.Run run = this.console.run("purge all");
		assertThat(run.err()).endsWith("purge: not permitted\n");
		assertThat(run.status()).isEqualTo(126);
		assertThat(this.runs).hasValue(0);
		assertThat(this.denials).hasValue(1);
	}

	@Test
	void factorThatIsTooOldOnceItIsApprovedIsNamed() {
		this.afterwards = () -> {
			this.permitted.set(false);
			this.missing = List.of("FACTOR_TOTP");
		};
		TestConsole.Run run = this.console.run("purge all");
		assertThat(run.err()).endsWith("purge: not permitted any more without FACTOR_TOTP\n");
		assertThat(run.status()).isEqualTo(126);
		assertThat(this.runs).hasValue(0);
		assertThat(this.denials).hasValue(1);
	}

	@Test
	void commandThatIsCancelledAtTheMomentOfItsApprovalDoesNotRun() {
		CompletableFuture<LineRun> started = new CompletableFuture<>();
		this.afterwards = () -> started.join().interrupt();
		started.complete(this.console.lines().start("purge all", SshCommandContext.builder(this.console.session())));
		assertThat(started.join().await().status()).isEqualTo(130);
		assertThat(this.runs).hasValue(0);
	}

	/**
	 * A rule about arguments cannot be evaluated without them, and counts as fulfilled
	 * then: it would let everybody approve.
	 */
	@Test
	void whoMayNotMakeJustThisCallCannotApproveIt() {
		assertThat(this.console.run("wipe test").out()).isEqualTo("wiped\n");
		TestConsole.Run run = this.console.run("wipe production");
		assertThat(run.status()).isEqualTo(1);
		assertThat(this.runs).hasValue(1);
	}

	@Test
	void callsThatDifferDoNotLookAlike() {
		this.console.run("purge 'a b'");
		this.console.run("purge a b");
		this.console.run("purge \"it's\" ''");
		assertThat(this.calls).containsExactly("purge 'a b'", "purge a b", "purge 'it'\\''s' ''");
	}

	@Test
	void trojanSourceInACallIsMadeVisible() {
		this.console.run("purge 'x\u202Ey' \u001b[2K");
		assertThat(this.calls).containsExactly("purge 'x?y' '?[2K'");
	}

	@Test
	void nothingStandsBetweenTheApprovalAndTheCommand() {
		assertThat(this.interceptor.getOrder()).isEqualTo(Ordered.LOWEST_PRECEDENCE);
	}

	class Commands {

		@SshCommand(name = "purge")
		@SshApproval
		String purge(@SshArgument(required = false) List<String> names) {
			ApprovalInterceptorTests.this.runs.incrementAndGet();
			return "purged";
		}

		@SshCommand(name = "wipe")
		@SshApproval
		@PreAuthorize("#p0 != 'production' or hasRole('USER')")
		String wipe(@SshArgument String what) {
			ApprovalInterceptorTests.this.runs.incrementAndGet();
			return "wiped";
		}

		@SshCommand(name = "show")
		void show() {
		}

	}

}

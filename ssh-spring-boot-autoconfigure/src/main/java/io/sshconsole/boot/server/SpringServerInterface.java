package io.sshconsole.boot.server;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.sshconsole.boot.command.SshSession;
import io.sshconsole.boot.security.SshAuthenticationBridge;
import io.sshconsole.boot.security.SshAuthenticationDetails;
import io.sshconsole.boot.security.SshAuthenticationMethod;
import io.sshconsole.boot.security.SshInteractiveAuthenticator.Proven;
import io.sshconsole.boot.security.SshInteractiveAuthenticator.Question;
import io.sshconsole.boot.security.SshInteractiveAuthenticator.Step;
import io.sshconsole.boot.security.SshInteractiveRequest;
import io.sshconsole.boot.security.SshPasswordResult;
import io.sshconsole.boot.security.SshPasswordResult.Expired;
import io.sshconsole.boot.security.SshProof;
import io.sshconsole.boot.security.SshProofs;
import io.sshconsole.boot.security.SshPublicKeyAuthentication;
import io.sshconsole.ssh.ServerInterface;
import io.sshconsole.ssh.Transport;
import io.sshconsole.ssh.auth.AuthResult;
import io.sshconsole.ssh.auth.PasswordChangeRequest;
import io.sshconsole.ssh.connection.Channel;
import io.sshconsole.ssh.connection.ChannelTask;
import io.sshconsole.ssh.connection.OpenResult;
import io.sshconsole.ssh.connection.PtyRequest;
import io.sshconsole.ssh.connection.WindowSize;
import io.sshconsole.ssh.keys.KeyPermissions;
import io.sshconsole.ssh.keys.SshPublicKey;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

/**
 * What one connection may do: log in through Spring Security, then run commands and
 * shells. Everything else is refused.
 */
final class SpringServerInterface implements ServerInterface {

	private static final String SESSION = "session";

	/**
	 * Variables that say how the user reads and nothing about what programs do.
	 */
	private static final Pattern ENVIRONMENT = Pattern.compile("LANG|LC_[A-Z]{1,20}|NO_COLOR|COLORTERM");

	private static final Set<String> SIGNALS = Set.of("HUP", "INT", "KILL", "QUIT", "TERM");

	private final Transport transport;

	private final SshAuthenticationBridge authentication;

	private final SshTasks tasks;

	private final @Nullable String banner;

	private final ProvenUser proven = new ProvenUser();

	/**
	 * The questions that were asked last, until they are answered or the client gives up.
	 */
	private @Nullable Dialogue dialogue;

	/**
	 * The password that was found to have expired last, until it is changed or the client
	 * tries something else. Nobody else may change one (RFC 4252 §8 lets clients ask).
	 */
	private @Nullable Expired expired;

	private volatile @Nullable SshSession session;

	/**
	 * What the last proof allows. The core asks for it behind each one and enforces it.
	 */
	private KeyPermissions permissions = KeyPermissions.ALL;

	SpringServerInterface(Transport transport, SshAuthenticationBridge authentication, SshTasks tasks,
			@Nullable String banner) {
		this.transport = transport;
		this.authentication = authentication;
		this.tasks = tasks;
		this.banner = banner;
	}

	@Override
	public Optional<String> getBanner() {
		return Optional.ofNullable(this.banner);
	}

	@Override
	public List<String> getAllowedAuths(String username) {
		return this.authentication.methods().stream().map(SshAuthenticationMethod::wireName).toList();
	}

	@Override
	public PasswordReply checkAuthPassword(String username, String password) {
		return reply(username, this.authentication.checkPassword(username, password, details()));
	}

	@Override
	public PasswordReply checkAuthPasswordChange(String username, String oldPassword, String newPassword) {
		Expired open = this.expired;
		return reply(username, (open != null) ? open.change().to(oldPassword, newPassword)
				: this.authentication.refusePasswordChange(username, details()));
	}

	private PasswordReply reply(String username, SshPasswordResult result) {
		AuthResult entered = enter(username, SshProof.of(SshAuthenticationMethod.PASSWORD), result.user());
		Expired expired = result.expired();
		this.expired = expired;
		return (expired != null) ? new PasswordChangeRequest(expired.prompt()) : entered;
	}

	@Override
	public boolean isPublicKeyAcceptable(String username, SshPublicKey key) {
		return this.authentication.isPublicKeyAcceptable(username, key, details());
	}

	@Override
	public AuthResult checkAuthPublicKey(String username, SshPublicKey key) {
		return enter(username, SshProof.of(key), this.authentication.authenticatePublicKey(username, key, details()));
	}

	@Override
	public Reply checkAuthInteractive(String username, List<String> submethods) {
		Authentication earlier = this.proven.last();
		String account = (earlier != null) ? earlier.getName() : username;
		SshInteractiveRequest request = new SshInteractiveRequest(account, details(), earlier);
		return reply(username, this.authentication.startInteractive(username, submethods, request));
	}

	@Override
	public Reply checkAuthInteractiveResponse(List<String> responses) {
		Dialogue open = this.dialogue;
		return (open != null) ? reply(open.username(), open.question().answers().apply(responses)) : AuthResult.FAILED;
	}

	private Reply reply(String username, Step step) {
		if (step instanceof Question question) {
			this.dialogue = new Dialogue(username, question);
			return question.query();
		}
		return enter(username, SshProof.of(SshAuthenticationMethod.KEYBOARD_INTERACTIVE),
				(step instanceof Proven proven) ? Optional.of(proven.user()) : Optional.empty());
	}

	private SshAuthenticationDetails details() {
		return new SshAuthenticationDetails(this.transport.remoteAddress().getAddress().getHostAddress(),
				this.transport.id(), this.transport.clientVersion());
	}

	/**
	 * Counts a proof. A proof that fails takes the session back, but not what was proven
	 * before: in a chain of methods only the core knows how far it got.
	 */
	private AuthResult enter(String username, SshProof proof, Optional<Authentication> user) {
		this.dialogue = null;
		this.expired = null;
		this.session = user.map((authenticated) -> session(username, proof, authenticated)).orElse(null);
		this.permissions = user.filter(SshPublicKeyAuthentication.class::isInstance)
			.map(SshPublicKeyAuthentication.class::cast)
			.flatMap(SshPublicKeyAuthentication::permissions)
			.orElse(KeyPermissions.ALL);
		return (this.session != null) ? AuthResult.SUCCESSFUL : AuthResult.FAILED;
	}

	private @Nullable SshSession session(String username, SshProof proof, Authentication user) {
		Authentication merged = this.proven.add(proof, user);
		if (merged == null) {
			return null;
		}
		SshSession session = new SshSession(this.transport.id(), username, merged);
		session.attribute(SshProofs.class, new SshProofs(this.proven.proofs(), details()));
		return session;
	}

	/**
	 * Returns who is logged in.
	 * @return the user, or {@code null} before
	 */
	@Nullable SshSession session() {
		return this.session;
	}

	@Override
	public void forgetProof() {
		this.proven.removeLast();
		this.session = null;
	}

	@Override
	public KeyPermissions permissions() {
		return this.permissions;
	}

	@Override
	public OpenResult checkChannelRequest(String kind, int channelId) {
		return (this.session != null && SESSION.equals(kind)) ? OpenResult.SUCCEEDED
				: OpenResult.ADMINISTRATIVELY_PROHIBITED;
	}

	@Override
	public boolean checkChannelPtyRequest(Channel channel, PtyRequest pty) {
		return this.tasks.hasTerminals();
	}

	@Override
	public boolean checkChannelWindowChangeRequest(Channel channel, WindowSize size) {
		return true;
	}

	@Override
	public boolean checkChannelEnvRequest(Channel channel, String name, String value) {
		return ENVIRONMENT.matcher(name).matches();
	}

	@Override
	public boolean checkChannelSignalRequest(Channel channel, String name) {
		return SIGNALS.contains(name);
	}

	@Override
	public Optional<ChannelTask> checkChannelExecRequest(Channel channel, String command) {
		return Optional.ofNullable(this.session).map((user) -> this.tasks.exec(user, command));
	}

	@Override
	public Optional<ChannelTask> checkChannelShellRequest(Channel channel) {
		return Optional.ofNullable(this.session).flatMap(this.tasks::shell);
	}

	private record Dialogue(String username, Question question) {

	}

}

package io.sshconsole.ssh.auth;

/**
 * What became of one authentication request.
 *
 * @param result the handler's answer
 * @param attempt whether a refusal counts as a failed attempt
 * @param answered whether the reply has been posted already
 */
record Verdict(AuthResult result, boolean attempt, boolean answered) {

	/**
	 * The key of a query is acceptable; its reply is on the way and authentication goes
	 * on.
	 */
	static final Verdict ANSWERED = new Verdict(AuthResult.FAILED, false, true);

	/**
	 * The key of a query is not acceptable. Clients try all the keys they have, so it is
	 * not an attempt; the budget of requests bounds it.
	 */
	static final Verdict QUERY_REFUSED = new Verdict(AuthResult.FAILED, false, false);

	static Verdict of(AuthResult result) {
		return new Verdict(result, true, false);
	}

}

package io.sshconsole.ssh.kex;

import java.util.concurrent.Semaphore;

import io.sshconsole.ssh.wire.DisconnectException;

/**
 * An agreement that costs milliseconds and waits for its turn. Anybody who can connect
 * can ask for it without having computed anything (CVE-2002-20001), so only some
 * processors work on such agreements and the others stay free for whoever is logged in.
 */
final class ExpensiveAgreement implements KeyAgreement {

	/**
	 * Most expensive agreements that are computed at a time in this Java runtime.
	 */
	static final int MAX_AT_A_TIME = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

	private static final Semaphore TURNS = new Semaphore(MAX_AT_A_TIME, true);

	private final KeyAgreement agreement;

	private final Semaphore turns;

	ExpensiveAgreement(KeyAgreement agreement) {
		this(agreement, TURNS);
	}

	ExpensiveAgreement(KeyAgreement agreement, Semaphore turns) {
		this.agreement = agreement;
		this.turns = turns;
	}

	@Override
	public byte[] clientInit() {
		this.turns.acquireUninterruptibly();
		try {
			return this.agreement.clientInit();
		}
		finally {
			this.turns.release();
		}
	}

	@Override
	public ServerReply serverReply(byte[] clientInit) throws DisconnectException {
		this.turns.acquireUninterruptibly();
		try {
			return this.agreement.serverReply(clientInit);
		}
		finally {
			this.turns.release();
		}
	}

	@Override
	public byte[] clientFinish(byte[] serverReply) throws DisconnectException {
		this.turns.acquireUninterruptibly();
		try {
			return this.agreement.clientFinish(serverReply);
		}
		finally {
			this.turns.release();
		}
	}

}

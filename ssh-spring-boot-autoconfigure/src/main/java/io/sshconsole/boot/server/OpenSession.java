package io.sshconsole.boot.server;

import java.time.Instant;

/**
 * A user who is logged in.
 *
 * @param session the connection's identifier, the same as in the log
 * @param user the name that was logged in with
 * @param address where the user comes from
 * @param since when the connection began
 * @param login the methods of the proofs, separated by commas, and who issued the
 * credential if it was one for emergencies; empty if they are not known
 * @param channels how many commands and shells run
 * @param client the identification of the client's software
 */
public record OpenSession(String session, String user, String address, Instant since, String login, int channels,
		String client) {

}

package io.sshconsole.ssh;

import io.sshconsole.ssh.auth.ServerAuthHandler;
import io.sshconsole.ssh.connection.ConnectionHandler;

/**
 * Every question that a server is asked (paramiko's {@code ServerInterface}): who may
 * enter, and what he may do. A method that is not overridden refuses. One instance serves
 * one connection; all methods run on that connection's thread. Those about authentication
 * may block, those about channels must not.
 */
public interface ServerInterface extends ServerAuthHandler, ConnectionHandler {

}

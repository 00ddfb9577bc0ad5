package io.sshconsole.ssh.attack;

import java.io.IOException;
import java.util.Arrays;

import io.sshconsole.ssh.testing.ClientMessages;
import io.sshconsole.ssh.testing.KexOffer;
import io.sshconsole.ssh.testing.ScriptedPeer;
import io.sshconsole.ssh.testing.ServerUnderAttack;
import io.sshconsole.ssh.testing.TestUsers;
import io.sshconsole.ssh.wire.MessageNumber;

/**
 * How far a peer may come without being logged in.
 */
enum HalfOpen {

	CONNECTED {
		@Override
		ScriptedPeer enter(ServerUnderAttack attack) throws IOException {
			return attack.connect();
		}
	},

	IN_ITS_IDENTIFICATION {
		@Override
		ScriptedPeer enter(ServerUnderAttack attack) throws IOException {
			return attack.connect().sendLine("SSH-2.0-");
		}
	},

	IDENTIFIED {
		@Override
		ScriptedPeer enter(ServerUnderAttack attack) throws IOException {
			return attack.identified();
		}
	},

	OFFERED {
		@Override
		ScriptedPeer enter(ServerUnderAttack attack) throws IOException {
			ScriptedPeer peer = attack.identified();
			peer.keyExchange(KexOffer.DEFAULT).sendOffer().readOffer();
			return peer;
		}
	},

	VALUE_SENT {
		@Override
		ScriptedPeer enter(ServerUnderAttack attack) throws IOException {
			ScriptedPeer peer = attack.identified();
			peer.keyExchange(KexOffer.DEFAULT).sendOffer().readOffer().sendValue().readReply();
			return peer;
		}
	},

	ENCRYPTED {
		@Override
		ScriptedPeer enter(ServerUnderAttack attack) throws IOException {
			return attack.encrypted();
		}
	},

	IN_A_PACKET {
		@Override
		ScriptedPeer enter(ServerUnderAttack attack) throws IOException {
			ScriptedPeer peer = attack.encrypted();
			byte[] sealed = peer.seal(ClientMessages.ignore(1000).toByteArray());
			return peer.sendRaw(Arrays.copyOf(sealed, 100));
		}
	},

	NO_USER {
		@Override
		ScriptedPeer enter(ServerUnderAttack attack) throws IOException {
			return attack.authenticating();
		}
	},

	KEY_OFFERED {
		@Override
		ScriptedPeer enter(ServerUnderAttack attack) throws IOException {
			ScriptedPeer peer = attack.authenticating();
			peer.send(ClientMessages.query("alice", TestUsers.KEY.publicKey())).expect(MessageNumber.USERAUTH_PK_OK);
			return peer;
		}
	},

	FAILED {
		@Override
		ScriptedPeer enter(ServerUnderAttack attack) throws IOException {
			ScriptedPeer peer = attack.authenticating();
			peer.send(ClientMessages.password("alice", "wrong")).expect(MessageNumber.USERAUTH_FAILURE);
			return peer;
		}
	},

	PROVEN_IN_PART {
		@Override
		ScriptedPeer enter(ServerUnderAttack attack) throws IOException {
			ScriptedPeer peer = attack.authenticating();
			peer.send(ClientMessages.password("carol", TestUsers.PASSWORD)).expect(MessageNumber.USERAUTH_FAILURE);
			return peer;
		}
	},

	ASKED {
		@Override
		ScriptedPeer enter(ServerUnderAttack attack) throws IOException {
			ScriptedPeer peer = attack.authenticating();
			peer.send(ClientMessages.interactive("erin")).expect(MessageNumber.USERAUTH_INFO_REQUEST);
			return peer;
		}
	};

	/**
	 * Connects a peer and lets it come this far.
	 */
	abstract ScriptedPeer enter(ServerUnderAttack attack) throws IOException;

}

package io.sshconsole.ssh.kex;

import java.io.IOException;
import java.security.SecureRandom;

import io.sshconsole.ssh.wire.DisconnectException;
import io.sshconsole.ssh.wire.DisconnectException.Reason;
import io.sshconsole.ssh.wire.MessageNumber;
import io.sshconsole.ssh.wire.WireReader;
import io.sshconsole.ssh.wire.WireWriter;

/**
 * The opening in which the server hands the client a group of a size that it asks for
 * (RFC 4419 §3). The old form of the request names one size only (§5).
 *
 * <pre>
 * byte    KEX_DH_GEX_REQUEST     byte    KEX_DH_GEX_GROUP
 * uint32  smallest size          mpint   p, the prime
 * uint32  preferred size         mpint   g, the generator
 * uint32  largest size
 * </pre>
 */
final class GroupExchange implements KexOpening {

	/**
	 * What we ask for as a client: as strong as the other methods (RFC 9142 §1.1).
	 */
	private static final int PREFERRED_BITS = 3072;

	@Override
	public Opened asClient(KexDialogue dialogue, SecureRandom random) throws IOException {
		WireWriter parameters = new WireWriter().writeUint32(Moduli.MIN_BITS)
			.writeUint32(PREFERRED_BITS)
			.writeUint32(Moduli.MAX_BITS);
		dialogue.post(WireWriter.message(MessageNumber.KEX_DH_GEX_REQUEST).writeBytes(parameters.toByteArray()));
		WireReader answer = dialogue.read(MessageNumber.KEX_DH_GEX_GROUP);
		DhGroup group = new DhGroup(answer.readMpint(), answer.readMpint());
		answer.expectEnd();
		if (group.bits() < Moduli.MIN_BITS || group.bits() > Moduli.MAX_BITS || !group.p().testBit(0)
				|| !group.contains(group.g())) {
			throw failed("a group that is not one, or of another size than we asked for");
		}
		return opened(group, parameters, random);
	}

	@Override
	public Opened asServer(KexDialogue dialogue, Moduli moduli, SecureRandom random) throws IOException {
		WireReader request = dialogue.readEither(MessageNumber.KEX_DH_GEX_REQUEST,
				MessageNumber.KEX_DH_GEX_REQUEST_OLD);
		WireWriter parameters = new WireWriter();
		long min = Moduli.MIN_BITS;
		long preferred;
		long max = Moduli.MAX_BITS;
		if (request.readByte() == MessageNumber.KEX_DH_GEX_REQUEST) {
			min = request.readUint32();
			preferred = request.readUint32();
			max = request.readUint32();
			parameters.writeUint32(min).writeUint32(preferred).writeUint32(max);
			if (min > preferred || preferred > max) {
				throw failed("a request for groups of " + min + ", " + preferred + ", " + max + " bits");
			}
		}
		else {
			preferred = request.readUint32();
			parameters.writeUint32(preferred);
		}
		request.expectEnd();
		DhGroup group = moduli.choose(clamp(min), clamp(preferred), (int) Math.min(max, Moduli.MAX_BITS), random)
			.orElseThrow(() -> failed("no group of a size that the client takes"));
		dialogue.post(WireWriter.message(MessageNumber.KEX_DH_GEX_GROUP).writeMpint(group.p()).writeMpint(group.g()));
		return opened(group, parameters, random);
	}

	private static int clamp(long bits) {
		return (int) Math.max(Moduli.MIN_BITS, Math.min(bits, Moduli.MAX_BITS + 1));
	}

	private static Opened opened(DhGroup group, WireWriter parameters, SecureRandom random) {
		parameters.writeMpint(group.p()).writeMpint(group.g());
		return new Opened(new ExpensiveAgreement(new DhAgreement(group, random)), parameters.toByteArray(),
				MessageNumber.KEX_DH_GEX_INIT, MessageNumber.KEX_DH_GEX_REPLY);
	}

	private static DisconnectException failed(String message) {
		return new DisconnectException(Reason.KEY_EXCHANGE_FAILED, message);
	}

}

package io.sshconsole.ssh;

import io.sshconsole.ssh.SourcePenalties.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AdmissionTests {

	private final ServerLimits limits = ServerLimits.builder()
		.maxConnections(5)
		.startups(new StartupLimits(2, 100, 2, 2))
		.build();

	private final SourceAddress source = new SourceAddress("203.0.113.7", false);

	private final Admission admission = new Admission(this.limits,
			new SourcePenalties(PenaltyPolicy.DEFAULT, System::nanoTime));

	@Test
	void placesOfThoseWhoLogInOrLeaveAreFreeAgain() {
		assertThat(this.admission.refuse(this.source, 0)).isEmpty();
		assertThat(this.admission.refuse(this.source, 1)).isEmpty();
		assertThat(this.admission.refuse(this.source, 2)).contains("too many are logging in");
		this.admission.left(this.source, Outcome.AUTHENTICATED);
		assertThat(this.admission.refuse(this.source, 2)).isEmpty();
	}

	@Test
	void placesAreBounded() {
		assertThat(this.admission.refuse(this.source, 5)).contains("all places are taken");
	}

	@Test
	void sourceThatHeldPlacesIsKeptOut() {
		this.admission.refuse(this.source, 0);
		this.admission.left(this.source, Outcome.GRACE_EXCEEDED);
		assertThat(this.admission.refuse(this.source, 0))
			.hasValueSatisfying((reason) -> assertThat(reason).contains("kept out"));
	}

}

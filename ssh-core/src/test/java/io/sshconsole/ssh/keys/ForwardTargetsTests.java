package io.sshconsole.ssh.keys;

import java.util.List;

import io.sshconsole.ssh.wire.SshException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ForwardTargetsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			db:5432      | db       | 5432 | true
			db:5432      | DB       | 5432 | true
			db:5432      | db2      | 5432 | false
			db:*         | db       | 1    | true
			*:22         | anything | 22   | true
			*:22         | anything | 23   | false
			*:*          | anything | 1    | true
			d*:5432      | db       | 5432 | false
			[::1]:80     | ::1      | 80   | true
			[::1]:80     | ::2      | 80   | false
			[db]:80      | db       | 80   | true
			""")
	void opensWhatItSays(String target, String host, int port, boolean expected) throws SshException {
		assertThat(ForwardTargets.open(List.of(target)).contains(host, port)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			8080           | 0.0.0.0   | 8080 | true
			*              | 0.0.0.0   | 8080 | true
			localhost:8080 | localhost | 8080 | true
			localhost:8080 | 127.0.0.1 | 8080 | false
			local*:*       | LOCALHOST | 1    | true
			10.?.0.1:1     | 10.2.0.1  | 1    | true
			""")
	void listensWhereItSays(String target, String host, int port, boolean expected) throws SshException {
		assertThat(ForwardTargets.listen(List.of(target)).contains(host, port)).isEqualTo(expected);
	}

	@Test
	void oneOfAListIsEnoughButOfEveryList() throws SshException {
		ForwardTargets some = ForwardTargets.open(List.of("a:1", "b:2"));
		ForwardTargets others = ForwardTargets.open(List.of("b:2", "c:3"));
		assertThat(some.contains("a", 1)).isTrue();
		assertThat(some.and(others).contains("a", 1)).isFalse();
		assertThat(some.and(others).contains("b", 2)).isTrue();
		assertThat(ForwardTargets.ANY.and(some)).isEqualTo(some);
		assertThat(ForwardTargets.ANY.contains("a", 1)).isTrue();
	}

}

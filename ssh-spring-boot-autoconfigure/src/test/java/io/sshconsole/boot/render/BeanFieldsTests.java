package io.sshconsole.boot.render;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class BeanFieldsTests {

	@Test
	void aBeanHasItsPropertiesInTheOrderOfItsFields() throws Exception {
		assertThat(BeanFields.of(new Machine())).containsExactly(Map.entry("zone", "a"), Map.entry("name", "b"),
				Map.entry("active", true), Map.entry("computed", 1));
	}

	@Test
	void aRecordHasItsComponents() throws Exception {
		assertThat(BeanFields.of(new Pair("x", 1))).containsExactly(Map.entry("z", "x"), Map.entry("a", 1));
		assertThat(BeanFields.of(new Nothing())).isEmpty();
	}

	@Test
	void mapsAndTheirEntriesHaveValues() throws Exception {
		assertThat(BeanFields.of(Map.of(1, "x"))).containsExactly(Map.entry("1", "x"));
		assertThat(BeanFields.of(Map.entry("k", "v"))).containsExactly(Map.entry("key", "k"), Map.entry("value", "v"));
	}

	@ParameterizedTest
	@MethodSource
	void whatIsTextHasNoFields(Object value) throws Exception {
		assertThat(BeanFields.of(value)).isNull();
	}

	static List<Object> whatIsTextHasNoFields() {
		return List.of("text", 1, true, Locale.ROOT, UUID.randomUUID(), Path.of("a"), new File("a"),
				Duration.ofSeconds(1), LocalDate.EPOCH, DataSize.ofBytes(1), Thread.currentThread(), Thread.State.NEW,
				new IllegalStateException("x"), new Failure(), new Object(), BeanFieldsTests.class);
	}

	@Test
	void aProxyShowsWhatItStandsFor() throws Exception {
		ProxyFactory proxies = new ProxyFactory(new Machine());
		proxies.addInterface(Named.class);
		assertThat(BeanFields.of(proxies.getProxy())).containsExactly(Map.entry("name", "b"));
		proxies.setProxyTargetClass(true);
		assertThat(BeanFields.of(proxies.getProxy())).containsKeys("zone", "name").doesNotContainKey("targetSource");
	}

	@Test
	void aGetterThatFailsSaysSo() {
		assertThatIllegalStateException().isThrownBy(() -> BeanFields.of(new Broken())).withMessage("broken");
	}

	/**
	 * Has a name.
	 */
	public interface Named {

		String getName();

	}

	/**
	 * A bean whose methods are in another order than its fields.
	 */
	static class Machine extends Base implements Named {

		private final String name = "b";

		private final boolean active = true;

		public boolean isActive() {
			return this.active;
		}

		public int getComputed() {
			return 1;
		}

		@Override
		public String getName() {
			return this.name;
		}

		String getHidden() {
			return "hidden";
		}

		public void setWritable(String writable) {
		}

	}

	/**
	 * What is inherited comes first.
	 */
	static class Base {

		private final String zone = "a";

		public String getZone() {
			return this.zone;
		}

	}

	/**
	 * Has getters, like all exceptions.
	 */
	static class Failure extends RuntimeException {

	}

	/**
	 * Cannot be read.
	 */
	static class Broken {

		public @Nullable String getName() {
			throw new IllegalStateException("broken");
		}

	}

	private record Pair(String z, int a) {

	}

	private record Nothing() {

	}

}

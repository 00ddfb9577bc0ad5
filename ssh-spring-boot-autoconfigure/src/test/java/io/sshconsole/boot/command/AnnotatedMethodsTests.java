package io.sshconsole.boot.command;

import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AnnotatedMethodsTests {

	@Test
	void findsOnlyMethodsWithTheAnnotation() {
		assertThat(methods(Direct.class, Marked.class)).containsExactly("Direct.marked()");
		assertThat(methods(Direct.class, Other.class)).containsExactly("Direct.other()");
		assertThat(methods(Unmarked.class, Marked.class)).isEmpty();
	}

	@Test
	void findsAMethodByAnAnnotationOfItsAnnotation() {
		assertThat(methods(Indirect.class, Marked.class)).containsExactly("Indirect.alsoMarked()");
	}

	@Test
	void findsAMethodThatIsInherited() {
		assertThat(methods(Inheriting.class, Marked.class)).containsExactly("Direct.marked()");
	}

	@Test
	void findsAMethodByTheAnnotationOfWhatItOverrides() {
		assertThat(methods(Overriding.class, Marked.class)).containsExactly("Overriding.marked()");
	}

	@Test
	void findsAMethodByTheAnnotationOfAnInterfaceThatItsInterfaceExtends() {
		assertThat(methods(Implementing.class, Marked.class)).containsExactly("Implementing.take(String)");
	}

	@Test
	void findsADefaultMethod() {
		assertThat(methods(Defaulting.class, Marked.class)).containsExactly("WithDefault.marked()");
	}

	private static List<String> methods(Class<?> type, Class<? extends Annotation> annotation) {
		return AnnotatedMethods.of(type, annotation).stream().map(AnnotatedMethodsTests::shown).toList();
	}

	private static String shown(Method method) {
		List<String> parameters = List.of(method.getParameterTypes()).stream().map(Class::getSimpleName).toList();
		return method.getDeclaringClass().getSimpleName() + "." + method.getName() + "(" + String.join(", ", parameters)
				+ ")";
	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface Marked {

	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface Other {

	}

	@Marked
	@Retention(RetentionPolicy.RUNTIME)
	@interface MadeOfMarked {

	}

	static class Unmarked {

		void unmarked() {
		}

	}

	static class Direct extends Unmarked {

		@Marked
		void marked() {
		}

		@Other
		void other() {
		}

	}

	static class Indirect {

		@MadeOfMarked
		void alsoMarked() {
		}

	}

	static class Inheriting extends Direct {

	}

	static class Overriding extends Inheriting {

		@Override
		void marked() {
		}

	}

	interface Generic<T> {

		@Marked
		void take(T value);

	}

	interface Extending extends Generic<String> {

	}

	static class Implementing implements Extending {

		@Override
		public void take(String value) {
		}

	}

	interface WithDefault {

		@Marked
		default void marked() {
		}

	}

	static class Defaulting implements WithDefault {

	}

}

package io.sshconsole.boot.autoconfigure;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import io.sshconsole.boot.command.CommandBeans;
import io.sshconsole.boot.command.SshCommandDefinition;
import io.sshconsole.boot.command.SshCommandDiscoverer;
import io.sshconsole.boot.command.SshCommandMethods;
import io.sshconsole.boot.command.SshCommandRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.aot.BeanFactoryInitializationCode;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;

/**
 * Fails the build of an application whose commands would fail its start, as far as that
 * is known without creating beans, and tells a native image what commands return.
 */
class SshCommandAotProcessor implements BeanFactoryInitializationAotProcessor {

	private final BindingReflectionHintsRegistrar results = new BindingReflectionHintsRegistrar();

	@Override
	public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
			ConfigurableListableBeanFactory beanFactory) {
		if (beanFactory.getBeanNamesForType(SshCommandRegistry.class, true, false).length == 0) {
			return null;
		}
		try {
			SshCommandRegistry registry = SshCommandRegistry
				.of(List.of(new SshCommandDiscoverer(new CommandBeans(beanFactory),
						new SshCommandMethods(new AnyConversion()))));
			return new Contribution(registry.commands());
		}
		catch (IllegalStateException ex) {
			throw new InvalidSshCommandException(ex);
		}
	}

	/**
	 * Reflection that commands need beyond their methods, which the annotation asks for.
	 */
	private final class Contribution implements BeanFactoryInitializationAotContribution {

		private final List<SshCommandDefinition> commands;

		Contribution(List<SshCommandDefinition> commands) {
			this.commands = new ArrayList<>(commands);
		}

		@Override
		public void applyTo(GenerationContext generationContext, BeanFactoryInitializationCode code) {
			RuntimeHints hints = generationContext.getRuntimeHints();
			for (SshCommandDefinition command : this.commands) {
				Method method = command.method();
				SshCommandAotProcessor.this.results.registerReflectionHints(hints.reflection(),
						method.getGenericReturnType());
				command.parameters()
					.forEach((parameter) -> parameter.completion()
						.ifPresent((type) -> hints.reflection()
							.registerType(type, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)));
			}
		}

	}

	/**
	 * The converters of the application are beans, which do not exist yet.
	 */
	private static final class AnyConversion implements ConversionService {

		@Override
		public boolean canConvert(@Nullable Class<?> sourceType, Class<?> targetType) {
			return true;
		}

		@Override
		public boolean canConvert(@Nullable TypeDescriptor sourceType, TypeDescriptor targetType) {
			return true;
		}

		@Override
		public <T> @Nullable T convert(@Nullable Object source, Class<T> targetType) {
			return null;
		}

		@Override
		public @Nullable Object convert(@Nullable Object source, @Nullable TypeDescriptor sourceType,
				TypeDescriptor targetType) {
			return null;
		}

	}

}

package io.sshconsole.boot.command;

import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;

/**
 * What converts arguments, with the application's own {@link ConversionService} behind
 * ours: a date and a file mean what this console says, and every type that only the
 * application knows can be typed, too.
 */
public final class ArgumentConversions implements ConversionService {

	private final ConversionService ours;

	private final Supplier<Optional<ConversionService>> applications;

	/**
	 * Creates the conversions.
	 * @param ours is asked first
	 * @param applications gives what is asked for types that ours does not know
	 */
	public ArgumentConversions(ConversionService ours, Supplier<Optional<ConversionService>> applications) {
		this.ours = ours;
		this.applications = applications;
	}

	@Override
	public boolean canConvert(@Nullable Class<?> sourceType, Class<?> targetType) {
		return canConvert((sourceType != null) ? TypeDescriptor.valueOf(sourceType) : null,
				TypeDescriptor.valueOf(targetType));
	}

	@Override
	public boolean canConvert(@Nullable TypeDescriptor sourceType, TypeDescriptor targetType) {
		return chosen(sourceType, targetType).canConvert(sourceType, targetType);
	}

	@Override
	public <T> @Nullable T convert(@Nullable Object source, Class<T> targetType) {
		return chosen(TypeDescriptor.forObject(source), TypeDescriptor.valueOf(targetType)).convert(source, targetType);
	}

	@Override
	public @Nullable Object convert(@Nullable Object source, @Nullable TypeDescriptor sourceType,
			TypeDescriptor targetType) {
		return chosen(sourceType, targetType).convert(source, sourceType, targetType);
	}

	private ConversionService chosen(@Nullable TypeDescriptor source, TypeDescriptor target) {
		return this.ours.canConvert(source, target) ? this.ours
				: this.applications.get().filter((other) -> other.canConvert(source, target)).orElse(this.ours);
	}

}

package io.sshconsole.boot.render;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes values apart as the JSON of the application does: with its annotations, modules
 * and properties.
 */
public final class JacksonTree implements ValueTree {

	private final JsonMapper mapper;

	/**
	 * Creates a tree.
	 * @param mapper the application's
	 */
	public JacksonTree(JsonMapper mapper) {
		this.mapper = mapper;
	}

	@Override
	public @Nullable Object of(@Nullable Object value) {
		return this.mapper.convertValue(value, Object.class);
	}

}

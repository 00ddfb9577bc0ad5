package io.sshconsole.boot.security;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map of bounded size that forgets what nobody has asked for longest. That takes the
 * same time however full it is: strangers decide how often it happens.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class RecentEntries<K, V> extends LinkedHashMap<K, V> {

	private static final long serialVersionUID = 1L;

	private final int max;

	RecentEntries(int max) {
		super(16, 0.75f, true);
		this.max = max;
	}

	@Override
	protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
		return size() > this.max;
	}

}

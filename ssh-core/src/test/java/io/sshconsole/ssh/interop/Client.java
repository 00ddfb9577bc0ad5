package io.sshconsole.ssh.interop;

import java.util.Map;

import io.sshconsole.ssh.kex.AlgorithmPreferences;

/**
 * One of the programs and libraries that people use to log in. An adapter knows how it is
 * started for one session, and what it cannot do.
 */
interface Client {

	/**
	 * Returns what people call it.
	 */
	String name();

	/**
	 * Whether it is there. A library always is.
	 */
	default boolean isInstalled() throws Exception {
		return true;
	}

	/**
	 * Returns what it cannot do, each with the reason.
	 */
	Map<Feature, String> lacks();

	/**
	 * Returns what has to be said about things that it can do.
	 */
	default Map<Feature, String> remarks() {
		return Map.of();
	}

	/**
	 * Returns what the server has to offer for it.
	 */
	default AlgorithmPreferences algorithms() {
		return AlgorithmPreferences.MODERN;
	}

	/**
	 * Returns after how many bytes the server asks it for new keys, where it does: so
	 * often that several exchanges overlap with the data of one transfer.
	 */
	default long rekeyAfter() {
		return 256 * 1024;
	}

	/**
	 * Begins a session.
	 */
	Conversation open(Visit visit) throws Exception;

	/**
	 * Shows that it can do something, by means of a session of its own.
	 */
	default void show(Feature feature, Visit visit) throws Exception {
		feature.show(this, visit);
	}

}

package io.sshconsole.sample;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

import org.springframework.stereotype.Component;

/**
 * The green coffee of the roastery, in memory. One lock guards it.
 */
@Component
class CoffeeStore {

	private final ReentrantLock lock = new ReentrantLock();

	private final SortedMap<String, Integer> kilograms = new TreeMap<>(
			Map.of("Decaf Huila", 20, "House Espresso", 120, "Sidamo", 35, "Yirgacheffe", 60));

	List<GreenCoffee> all() {
		this.lock.lock();
		try {
			return this.kilograms.entrySet()
				.stream()
				.map((entry) -> new GreenCoffee(entry.getKey(), entry.getValue()))
				.toList();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Adds to what there is of a coffee.
	 * @param coffee its name
	 * @param change kilograms, negative to take some away
	 * @return what there is then, or empty if there is no such coffee or not enough of it
	 */
	Optional<GreenCoffee> add(String coffee, int change) {
		this.lock.lock();
		try {
			Integer present = this.kilograms.get(coffee);
			if (present == null || present + change < 0) {
				return Optional.empty();
			}
			this.kilograms.put(coffee, present + change);
			return Optional.of(new GreenCoffee(coffee, present + change));
		}
		finally {
			this.lock.unlock();
		}
	}

}

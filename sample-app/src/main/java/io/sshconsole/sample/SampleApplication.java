package io.sshconsole.sample;

import java.time.Clock;
import java.time.ZoneOffset;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * The roastery's application. What there is of SSH in it is {@link OrderCommands} and
 * {@link CoffeeCommands}, what these complete, and {@link CommandTimes}.
 */
@SpringBootApplication(proxyBeanMethods = false)
@EnableScheduling
public class SampleApplication {

	public static void main(String[] args) {
		SpringApplication.run(SampleApplication.class, args);
	}

	@Bean
	OrderBook orderBook() {
		OrderBook orders = new OrderBook(Clock.tickSeconds(ZoneOffset.UTC));
		orders.place("Bakery Lindqvist", "Yirgacheffe", 12);
		orders.place("Hotel Astoria", "House Espresso", 40);
		orders.place("Office Nine", "Decaf Huila", 5);
		orders.place("Bookshop Arendt", "Sidamo", 8);
		orders.place("Kiosk 24", "House Espresso", 15);
		return orders;
	}

}

package io.sshconsole.boot.observation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.sshconsole.boot.OpenSsh;
import io.sshconsole.boot.OpenSshTest;
import io.sshconsole.boot.command.SshCommand;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import net.ttddyy.observation.tracing.DataSourceObservationListener;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The trace of a command that asks a database and another service, as a real tracer
 * records it.
 */
@OpenSshTest(properties = "ssh-console.users.ada.password=secret")
class TraceOverSshTests {

	@Autowired
	private InMemorySpanExporter spans;

	@Autowired
	private BlockingQueue<String> traceParents;

	@Autowired
	private OpenSsh ssh;

	@BeforeEach
	void forget() {
		this.spans.reset();
	}

	@Test
	void traceOfACommandGoesOnInItsQueriesAndCalls() throws Exception {
		OpenSsh.Result result = this.ssh.password("ada", "secret").run("orders count");
		assertThat(result.out()).isEqualTo("42 ok\n");
		SpanData command = command();
		assertThat(command.getName()).isEqualTo("ssh orders count");
		assertThat(command.getParentSpanContext().isValid()).isFalse();
		assertThat(command.getAttributes().asMap()).containsAllEntriesOf(Map.of(AttributeKey.stringKey("command"),
				"orders count", AttributeKey.stringKey("outcome"), "success", AttributeKey.stringKey("user"), "ada"));
		String trace = command.getTraceId();
		assertThat(this.spans.getFinishedSpanItems()).extracting(SpanData::getTraceId).containsOnly(trace);
		assertThat(this.spans.getFinishedSpanItems()).extracting(SpanData::getName).contains("query", "http get");
		assertThat(this.traceParents.poll(10, TimeUnit.SECONDS)).startsWith("00-" + trace + "-");
	}

	@Test
	void commandsOfTwoLinesHaveTwoTraces() throws Exception {
		this.ssh.password("ada", "secret").run("orders break; orders break");
		await().untilAsserted(() -> assertThat(this.spans.getFinishedSpanItems()).hasSize(2));
		List<SpanData> commands = this.spans.getFinishedSpanItems();
		assertThat(commands.get(0).getTraceId()).isNotEqualTo(commands.get(1).getTraceId());
		assertThat(commands).allSatisfy((span) -> {
			assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(span.getAttributes().get(AttributeKey.stringKey("outcome"))).isEqualTo("error");
		});
	}

	private SpanData command() {
		return await()
			.until(() -> this.spans.getFinishedSpanItems()
				.stream()
				.filter((span) -> span.getName().startsWith("ssh "))
				.findFirst(), (found) -> found.isPresent())
			.orElseThrow();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		InMemorySpanExporter spanExporter() {
			return InMemorySpanExporter.create();
		}

		@Bean
		Tracer tracer(InMemorySpanExporter exporter) {
			return SdkTracerProvider.builder()
				.addSpanProcessor(SimpleSpanProcessor.create(exporter))
				.build()
				.get("test");
		}

		@Bean
		ObservationHandler<?> tracingHandler(Tracer tracer) {
			OtelTracer bridge = new OtelTracer(tracer, new OtelCurrentTraceContext(), (event) -> {
			});
			OtelPropagator propagator = new OtelPropagator(
					ContextPropagators.create(W3CTraceContextPropagator.getInstance()), tracer);
			return new ObservationHandler.FirstMatchingCompositeObservationHandler(
					new PropagatingSenderTracingObservationHandler<>(bridge, propagator),
					new DefaultTracingObservationHandler(bridge));
		}

		@Bean
		DataSource dataSource(ObservationRegistry registry) {
			JdbcDataSource database = new JdbcDataSource();
			database.setURL("jdbc:h2:mem:orders");
			DataSourceObservationListener listener = new DataSourceObservationListener(registry);
			return ProxyDataSourceBuilder.create(database).listener(listener).methodListener(listener).build();
		}

		@Bean
		BlockingQueue<String> traceParents() {
			return new LinkedBlockingQueue<>();
		}

		@Bean(destroyMethod = "")
		HttpServer stock(BlockingQueue<String> traceParents) throws IOException {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			server.createContext("/", (exchange) -> {
				traceParents.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
				exchange.sendResponseHeaders(200, 2);
				exchange.getResponseBody().write(new byte[] { 'o', 'k' });
				exchange.close();
			});
			server.start();
			return server;
		}

		@Bean
		Orders orders(DataSource dataSource, HttpServer stock, ObservationRegistry registry) {
			return new Orders(dataSource,
					RestClient.builder()
						.baseUrl("http://127.0.0.1:" + stock.getAddress().getPort())
						.observationRegistry(registry)
						.build());
		}

	}

	record Orders(DataSource dataSource, RestClient stock) {

		@SshCommand(name = "orders count")
		String count() throws SQLException {
			try (Connection connection = this.dataSource.getConnection();
					ResultSet rows = connection.createStatement().executeQuery("select 40 + 2")) {
				rows.next();
				return rows.getInt(1) + " " + this.stock.get().uri("/stock").retrieve().body(String.class);
			}
		}

		@SshCommand(name = "orders break")
		void breakDown() {
			throw new IllegalStateException("on purpose");
		}

	}

}

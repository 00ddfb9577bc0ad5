package io.sshconsole.ssh.transport;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Virtual threads where the Java runtime has them (21 and later), reached without
 * compiling against them.
 */
public final class VirtualThreads {

	private static final boolean AVAILABLE = Runtime.version().feature() >= 21;

	private static final long KEEP_ALIVE_SECONDS = 10;

	private VirtualThreads() {
	}

	/**
	 * Tells whether the calling thread is virtual. It matters for sockets: interrupting a
	 * virtual thread inside a socket operation closes the socket (JEP 444).
	 * @return {@code false} on Java 17
	 */
	public static boolean isCurrent() {
		return AVAILABLE && CurrentThread.isVirtual();
	}

	/**
	 * Makes the default thread factory: virtual threads if there are any, else daemon
	 * threads.
	 * @param prefix starts the name of each thread
	 * @return a new factory
	 */
	public static ThreadFactory factory(String prefix) {
		return AVAILABLE ? new VirtualThreadFactory(prefix) : platformFactory(prefix);
	}

	/**
	 * Makes an executor that starts every task at once, on a thread that nobody
	 * interrupts. Virtual threads are not kept for the next task: waiting for it with a
	 * time-out costs more than a new one.
	 * @param prefix starts the name of each thread
	 * @return a new executor
	 */
	public static ExecutorService executor(String prefix) {
		return AVAILABLE ? executor(0, factory(prefix)) : platformExecutor(prefix);
	}

	/**
	 * Makes an executor that starts every task at once, on a platform daemon thread that
	 * is kept for the next one for some seconds.
	 * @param prefix starts the name of each thread
	 * @return a new executor
	 */
	public static ExecutorService platformExecutor(String prefix) {
		return executor(KEEP_ALIVE_SECONDS, platformFactory(prefix));
	}

	private static ExecutorService executor(long keepAliveSeconds, ThreadFactory threads) {
		return new ThreadPoolExecutor(0, Integer.MAX_VALUE, keepAliveSeconds, TimeUnit.SECONDS,
				new SynchronousQueue<>(), threads);
	}

	/**
	 * Makes a factory of platform daemon threads.
	 * @param prefix starts the name of each thread
	 * @return a new factory
	 */
	public static ThreadFactory platformFactory(String prefix) {
		AtomicLong number = new AtomicLong();
		return (task) -> {
			Thread thread = new Thread(task, prefix + number.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
	}

	/**
	 * Asks the Java runtime. A class of its own, so that it is looked up when the first
	 * client comes.
	 */
	private static final class CurrentThread {

		private static final MethodHandle IS_VIRTUAL = find();

		private static MethodHandle find() {
			try {
				return MethodHandles.publicLookup()
					.findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
			}
			catch (ReflectiveOperationException ex) {
				throw new IllegalStateException(ex);
			}
		}

		static boolean isVirtual() {
			try {
				return (boolean) IS_VIRTUAL.invokeExact(Thread.currentThread());
			}
			catch (Throwable ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	/**
	 * Makes virtual threads. The Java runtime is asked how when the first one is needed:
	 * a call by reflection makes classes, and a server starts before its first client.
	 */
	private static final class VirtualThreadFactory implements ThreadFactory {

		private final String prefix;

		private final AtomicReference<@Nullable ThreadFactory> factory = new AtomicReference<>();

		VirtualThreadFactory(String prefix) {
			this.prefix = prefix;
		}

		@Override
		public Thread newThread(Runnable task) {
			ThreadFactory factory = this.factory.get();
			if (factory == null) {
				this.factory.compareAndSet(null, find());
				return newThread(task);
			}
			return factory.newThread(task);
		}

		private ThreadFactory find() {
			try {
				Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
				Class<?> type = Class.forName("java.lang.Thread$Builder");
				builder = type.getMethod("name", String.class, long.class).invoke(builder, this.prefix, 1L);
				return (ThreadFactory) type.getMethod("factory").invoke(builder);
			}
			catch (ReflectiveOperationException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}

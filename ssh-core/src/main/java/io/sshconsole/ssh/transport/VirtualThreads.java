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
		return AVAILABLE && Lookup.isVirtual(Thread.currentThread());
	}

	/**
	 * Makes the default thread factory: virtual threads if there are any, else daemon
	 * threads.
	 * @param prefix starts the name of each thread
	 * @return a new factory
	 */
	public static ThreadFactory factory(String prefix) {
		return AVAILABLE ? numbered(prefix, (task) -> Lookup.VIRTUAL.newThread(task)) : platformFactory(prefix);
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
		return numbered(prefix, (task) -> {
			Thread thread = new Thread(task);
			thread.setDaemon(true);
			return thread;
		});
	}

	private static ThreadFactory numbered(String prefix, ThreadFactory threads) {
		AtomicLong number = new AtomicLong();
		return (task) -> {
			Thread thread = threads.newThread(task);
			thread.setName(prefix + number.incrementAndGet());
			return thread;
		};
	}

	/**
	 * What the Java runtime is asked by reflection. A class of its own, so that it is
	 * asked when the first client comes: each such call makes classes, and a server
	 * starts before.
	 */
	private static final class Lookup {

		static final ThreadFactory VIRTUAL;

		private static final MethodHandle IS_VIRTUAL;

		static {
			try {
				Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
				VIRTUAL = (ThreadFactory) Class.forName("java.lang.Thread$Builder")
					.getMethod("factory")
					.invoke(builder);
				IS_VIRTUAL = MethodHandles.publicLookup()
					.findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
			}
			catch (ReflectiveOperationException ex) {
				throw new IllegalStateException(ex);
			}
		}

		static boolean isVirtual(Thread thread) {
			try {
				return (boolean) IS_VIRTUAL.invokeExact(thread);
			}
			catch (Throwable ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}

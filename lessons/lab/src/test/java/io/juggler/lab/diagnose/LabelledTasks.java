package io.juggler.lab.diagnose;

import io.juggler.lab.IndexedWork;
import io.juggler.lab.Lab;
import io.juggler.lab.Task;

import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/** Tasks of which it is known what they spend their time with. */
final class LabelledTasks implements Closeable {
    private final List<Closeable> open = new ArrayList<>();

    /**
     * A task, and what it is.
     *
     * @param cold whether it waits only when it is new
     * @param tiny whether it is too small for anything to be worth it
     */
    record Labelled(Kind kind, Task<?> task, boolean cold, boolean tiny) {}

    List<Labelled> all() throws Exception {
        var all = new ArrayList<Labelled>();
        waiting(all);
        computing(all);
        mixed(all);
        locking(all);
        remembering(all);
        return all;
    }

    private static void add(List<Labelled> all, Kind kind, String name, IndexedWork<?> work) {
        all.add(new Labelled(kind, Lab.task(name, work), false, false));
    }

    private void waiting(List<Labelled> all) throws Exception {
        var server = Lab.dataServer(Duration.ofMillis(12));
        open.add(server::close);
        add(all, Kind.IO_BOUND, "sleep", i -> sleep(10));
        add(all, Kind.IO_BOUND, "park", _ -> parked(8));
        add(all, Kind.IO_BOUND, "http", server::fetch);
        add(all, Kind.IO_BOUND, "socket", new EchoingLate(open)::ask);
        add(all, Kind.IO_BOUND, "sleep and a little work", i -> sleep(12) + busy(1));
        var answers = new SynchronousQueue<Integer>();
        var giver =
                Thread.ofPlatform()
                        .daemon()
                        .start(
                                () -> {
                                    try {
                                        while (true) {
                                            Thread.sleep(5);
                                            answers.put(1);
                                        }
                                    } catch (InterruptedException e) {
                                        // The tests are over.
                                    }
                                });
        open.add(giver::interrupt);
        add(all, Kind.IO_BOUND, "queue", _ -> answers.take());
    }

    private static void computing(List<Labelled> all) {
        add(all, Kind.CPU_BOUND, "arithmetic", i -> busy(4));
        add(all, Kind.CPU_BOUND, "factorial", i -> factorial(1_200 + i).bitLength());
        add(all, Kind.CPU_BOUND, "primes", i -> primes(20_000 + i));
        add(all, Kind.CPU_BOUND, "regular expression", LabelledTasks::matches);
        add(all, Kind.CPU_BOUND, "small matrix", LabelledTasks::product);
        add(all, Kind.CPU_BOUND, "text", i -> text(i).hashCode());
        all.add(new Labelled(Kind.CPU_BOUND, Lab.task("tiny", i -> i * i), false, true));
        var cache = new ConcurrentHashMap<Integer, Long>();
        all.add(
                new Labelled(
                        Kind.CPU_BOUND,
                        Lab.task(
                                "cold",
                                i -> cache.computeIfAbsent(i, _ -> uninterrupted(25)) + busy(3)),
                        true,
                        false));
    }

    private void mixed(List<Labelled> all) throws Exception {
        add(all, Kind.MIXED, "1 ms sleep and 1 ms compute", _ -> sleep(1) + busy(1));
        add(all, Kind.MIXED, "6 ms sleep and 4 ms compute", _ -> sleep(6) + busy(4));
        var server = Lab.dataServer(Duration.ofMillis(6));
        open.add(server::close);
        add(all, Kind.MIXED, "fetch and parse", i -> server.fetch(i).length() + busy(5));
    }

    private static void locking(List<Labelled> all) {
        var monitor = new Object();
        var lock = new ReentrantLock();
        var permit = new Semaphore(1);
        add(
                all,
                Kind.LOCK_BOUND,
                "synchronized computing",
                _ -> {
                    synchronized (monitor) {
                        return busy(3);
                    }
                });
        add(
                all,
                Kind.LOCK_BOUND,
                "lock convoy",
                _ -> {
                    long sum = busy(1);
                    lock.lock();
                    try {
                        return sum + busy(4);
                    } finally {
                        lock.unlock();
                    }
                });
        add(
                all,
                Kind.LOCK_BOUND,
                "one connection",
                _ -> {
                    permit.acquire();
                    try {
                        return sleep(5);
                    } finally {
                        permit.release();
                    }
                });
        add(
                all,
                Kind.LOCK_BOUND,
                "synchronized waiting",
                _ -> {
                    synchronized (monitor) {
                        return sleep(4);
                    }
                });
    }

    private static void remembering(List<Labelled> all) {
        var numbers = new long[12 << 20];
        add(
                all,
                Kind.MEMORY_BOUND,
                "memory stream",
                i -> {
                    long sum = i;
                    for (int k = i & 7; k < numbers.length; k += 8) {
                        sum += numbers[k];
                    }
                    return sum;
                });
        add(
                all,
                Kind.CPU_BOUND,
                "much computing on much memory",
                i -> {
                    double sum = i;
                    for (int k = i & 7; k < numbers.length; k += 64) {
                        for (int r = 0; r < 60; r++) {
                            sum = Math.sqrt(sum + numbers[k] + r);
                        }
                    }
                    return sum;
                });
        var next = new int[24 << 20];
        for (int i = 0; i < next.length; i++) {
            next[i] = (int) ((i * 1_664_525L + 1_013_904_223L) & (next.length - 1));
        }
        add(
                all,
                Kind.MEMORY_BOUND,
                "pointer chase",
                i -> {
                    int at = i;
                    for (int k = 0; k < 60_000; k++) {
                        at = next[at % next.length];
                    }
                    return at;
                });
    }

    private static long sleep(long millis) throws InterruptedException {
        Thread.sleep(millis);
        return millis;
    }

    private static long uninterrupted(long millis) {
        try {
            return sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static long parked(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        return millis;
    }

    /** Computes for so long on a core, however long it has to wait for one. */
    private static long busy(long millis) {
        var clock = ManagementFactory.getThreadMXBean();
        long sum = 0;
        if (Thread.currentThread().isVirtual()) {
            long end = System.nanoTime() + millis * 1_000_000;
            while (System.nanoTime() < end) {
                sum += turn(sum);
            }
            return sum;
        }
        long end = clock.getCurrentThreadCpuTime() + millis * 1_000_000;
        while (clock.getCurrentThreadCpuTime() < end) {
            sum += turn(sum);
        }
        return sum;
    }

    private static long turn(long sum) {
        for (int k = 0; k < 2_000; k++) {
            sum = sum * 31 + k;
        }
        return sum;
    }

    private static BigInteger factorial(int n) {
        var product = BigInteger.ONE;
        for (int k = 2; k <= n; k++) {
            product = product.multiply(BigInteger.valueOf(k));
        }
        return product;
    }

    private static int primes(int limit) {
        int count = 0;
        for (int n = 2; n < limit; n++) {
            boolean prime = true;
            for (int d = 2; d * d <= n && prime; d++) {
                prime = n % d != 0;
            }
            count += prime ? 1 : 0;
        }
        return count;
    }

    private static boolean matches(int i) {
        boolean any = false;
        for (int k = 0; k < 4; k++) {
            any |= Pattern.matches("^(([a-z])+.)+[A-Z]([a-z])+$", "a".repeat(380 + i % 7 + k));
        }
        return any;
    }

    private static double product(int i) {
        int n = 80;
        double[][] a = new double[n][n];
        double sum = i;
        for (int x = 0; x < n; x++) {
            for (int y = 0; y < n; y++) {
                for (int z = 0; z < n; z++) {
                    a[x][y] += a[x][z] * 1.01 + z;
                }
                sum += a[x][y];
            }
        }
        return sum;
    }

    private static String text(int i) {
        var text = new StringBuilder();
        for (int k = 0; k < 4_000; k++) {
            text.append(k + i).append(',');
            if (text.length() > 8_000) {
                text.setLength(0);
            }
        }
        return text.toString();
    }

    /** A server that takes its time, with one thread and one connection a request. */
    private static final class EchoingLate {
        private final int port;

        EchoingLate(List<Closeable> open) throws Exception {
            var server = new ServerSocket(0, 100, java.net.InetAddress.getLoopbackAddress());
            open.add(server);
            port = server.getLocalPort();
            Thread.ofPlatform()
                    .daemon()
                    .start(
                            () -> {
                                while (!server.isClosed()) {
                                    try {
                                        var socket = server.accept();
                                        Thread.ofVirtual().start(() -> answer(socket));
                                    } catch (IOException e) {
                                        return;
                                    }
                                }
                            });
        }

        private static void answer(Socket socket) {
            try (socket) {
                uninterrupted(10);
                socket.getOutputStream().write(7);
            } catch (IOException e) {
                // Who asked has gone.
            }
        }

        int ask(int i) throws IOException {
            try (var socket = new Socket(java.net.InetAddress.getLoopbackAddress(), port)) {
                return socket.getInputStream().read() + i;
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (var each : open) {
            each.close();
        }
    }
}

package io.ironhoard.deploy.supervise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

/**
 * A process in the place of a real one: {@code BEHAVIOUR NAME DIARY}. It writes into the diary when it starts and when it
 * stops, so that a test sees the order.
 */
final class FakeServer {
    private FakeServer() {}

    public static void main(final String[] args) throws IOException, InterruptedException {
        final String behaviour = args[0];
        final String name = args[1];
        final Path diary = Path.of(args[2]);
        final CountDownLatch forever = new CountDownLatch(1);
        write(diary, "start " + name);
        switch (behaviour) {
            case "refuse" -> {
                System.err.println("ironhoard.shard.count = '0' is not allowed; allowed: a whole number from 1 to 64");
                System.exit(2);
            }
            case "fail" -> {
                System.err.println("2026-01-01T00:00:00.000Z ERROR FakeServer [main] the shared memory is too small  ");
                System.err.println("2026-01-01T00:00:00.001Z INFO  FakeServer [main] good bye");
                System.err.println("\tat some.Frame(Of.java:1)");
                System.exit(3);
            }
            case "hang" -> {
                System.err.println("still thinking");
                forever.await();
            }
            case "die" -> {
                ready(name);
                System.err.println("a shard's invariant is broken");
                System.exit(70);
            }
            case "deaf" -> {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> await(forever)));
                ready(name);
                forever.await();
            }
            default -> {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    write(diary, "stop " + name);
                    System.err.println("good bye");
                }));
                System.err.println("about to be ready");
                ready(name);
                forever.await();
            }
        }
    }

    private static void ready(final String name) {
        System.out.println("READY {\"name\":\"" + name + "\"}");
    }

    private static void write(final Path diary, final String line) {
        try {
            Files.writeString(diary, line + '\n', StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

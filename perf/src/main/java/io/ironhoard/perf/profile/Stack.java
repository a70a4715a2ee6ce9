package io.ironhoard.perf.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A stack and how often it was seen.
 *
 * @param thread  the thread's name.
 * @param frames  the outermost first.
 * @param samples how often.
 */
public record Stack(String thread, List<Frame> frames, long samples) {
    /** A thread stands in front of its stacks, with its number or without. */
    private static final Pattern THREAD = Pattern.compile("\\[(.*?)(?: tid=\\d+)?]");

    /** Keeps a copy of the frames. */
    public Stack {
        frames = List.copyOf(frames);
    }

    /**
     * Reads what a profiler collapsed: a line a stack, frames parted by semicolons, a blank, and the count.
     *
     * @param file the lines.
     * @return the stacks.
     * @throws IOException where the file cannot be read, or holds something else.
     */
    static List<Stack> read(final Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.filter(line -> !line.isBlank()).map(Stack::parse).toList();
        } catch (final IllegalArgumentException e) {
            throw new IOException(file + " holds no collapsed stacks: " + e.getMessage(), e);
        }
    }

    /**
     * @param line {@code [thread];outermost;…;innermost count}.
     * @return the stack.
     * @throws IllegalArgumentException where the line is none.
     */
    static Stack parse(final String line) {
        final int blank = line.lastIndexOf(' ');
        final String[] parts = line.substring(0, Math.max(blank, 0)).split(";");
        final Matcher thread = THREAD.matcher(parts[0]);
        if (!thread.matches()) {
            throw new IllegalArgumentException("no thread in front of '" + line + "'");
        }
        final List<Frame> frames = Arrays.stream(parts).skip(1).map(Frame::parse).toList();
        return new Stack(thread.group(1), frames, Long.parseLong(line.substring(blank + 1)));
    }

    /** As {@link #parse} reads it. */
    String line() {
        return Stream.concat(Stream.of("[" + thread + "]"), frames.stream().map(Frame::toString))
                .collect(Collectors.joining(";", "", " " + samples));
    }
}

package io.juggler.lab.learn;

import io.juggler.lab.Comparison;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Comparisons that were measured once: tasks that nap and tasks that compute; on 2 cores, on 2
 * cores with six other programs that compute, and on one core.
 */
final class Recorded {
    static final List<String> ALL =
            List.of(
                    "quiet-nap",
                    "quiet-compute",
                    "loaded-nap",
                    "loaded-compute",
                    "one-core-nap",
                    "one-core-compute");

    private Recorded() {}

    static Reading reading(String name) {
        try (InputStream in = Recorded.class.getResourceAsStream(name + ".tsv")) {
            var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            var rows = new ArrayList<Reading.Row>();
            lines.subList(1, lines.size()).forEach(line -> rows.add(row(line.split("\t"))));
            return new Reading(Integer.parseInt(lines.getFirst().split("\t")[1]), rows);
        } catch (IOException e) {
            throw new AssertionError("no recording " + name, e);
        }
    }

    private static Reading.Row row(String[] fields) {
        return new Reading.Row(
                fields[0],
                Arrays.stream(fields[5].split(","))
                        .map(nanos -> Duration.ofNanos(Long.parseLong(nanos)))
                        .toList(),
                Duration.ofNanos(Long.parseLong(fields[1])),
                fields[2].equals("-")
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Double.parseDouble(fields[2])),
                fields[3].equals("-") ? Optional.empty() : Optional.of(speedUp(fields[3])),
                Boolean.parseBoolean(fields[4]));
    }

    private static Comparison.SpeedUp speedUp(String text) {
        var numbers = Arrays.stream(text.split(",")).mapToDouble(Double::parseDouble).toArray();
        return new Comparison.SpeedUp(numbers[0], numbers[1], numbers[2]);
    }
}

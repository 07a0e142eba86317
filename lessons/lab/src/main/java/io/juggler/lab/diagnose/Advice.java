package io.juggler.lab.diagnose;

import io.juggler.lab.measure.DeliveredCores;
import io.juggler.lab.render.Quantity;

import java.util.Comparator;
import java.util.List;

/** What to do with a task, in words, and what it rests on. */
record Advice(Evidence evidence, List<Gain> gains, int cores) {

    String text() {
        if (evidence.isTiny()) {
            return "One task takes "
                    + Quantity.time(evidence.alone().warm().wall())
                    + ", less than handing it to a thread: "
                    + noWay()
                    + " is worth it.";
        }
        var best =
                gains.stream()
                        .filter(Gain::isClear)
                        .max(Comparator.comparingDouble(gain -> gain.measured().median()));
        if (best.isEmpty()) {
            return none();
        }
        var way = best.get().strategy();
        var times = Quantity.times(best.get().measured().median());
        return switch (evidence.kind()) {
            case IO_BOUND ->
                    "Let the waits overlap: "
                            + asFast(way, times)
                            + " More cores do not make a wait shorter.";
            case LOCK_BOUND ->
                    "What helps first is to hold the lock for less time; " + gains(way, times);
            case MEMORY_BOUND ->
                    "What helps first is to reach for less memory; " + gains(way, times);
            case MIXED ->
                    asFast(way, times)
                            + (cores > 1 && gains.stream().noneMatch(Gain::isHybrids)
                                    ? " If you cut the task in two phases, one that waits and one"
                                            + " that computes, hybrid can do both at once."
                                    : "");
            case CPU_BOUND -> asFast(way, times);
        };
    }

    private static String asFast(String way, String times) {
        return way + " is " + times + " as fast.";
    }

    private static String gains(String way, String times) {
        return way + " gains " + times + " as it is.";
    }

    private String none() {
        var kind = evidence.kind();
        if (kind == Kind.LOCK_BOUND) {
            return "What helps is to hold the lock for less time, or not at all: "
                    + noWay()
                    + " shows a clear gain.";
        }
        if (cores == 1 && (kind == Kind.CPU_BOUND || kind == Kind.MEMORY_BOUND)) {
            return "With one core, computing cannot overlap, and "
                    + noWay()
                    + " shows a clear gain: keep it simple.";
        }
        if (DeliveredCores.areFew(evidence.delivered(), cores)) {
            return capital(noWay())
                    + " shows a clear gain, and the machine was busy with something else:"
                    + " it gave "
                    + Quantity.cores(evidence.delivered())
                    + " of "
                    + Quantity.count(cores, "core")
                    + ". Ask again when it is not.";
        }
        return gains.stream().anyMatch(Gain::isMissed)
                ? capital(noWay())
                        + " gains what one task alone would let expect: something stands between"
                        + " the tasks, or others work for them. Keep it simple until you know what."
                : capital(noWay()) + " shows a clear gain here: keep it simple.";
    }

    private String noWay() {
        return gains.size() == 2 ? "neither way" : "no way";
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}

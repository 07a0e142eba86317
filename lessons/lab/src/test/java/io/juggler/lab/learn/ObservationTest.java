package io.juggler.lab.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.lab.learn.Observation.Outcome;
import io.juggler.lab.render.Quantity;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class ObservationTest {

    private static Prediction whichIsFastest() {
        return Learning.predict(
                "Which way takes the shortest time?",
                Learning.choice("one after another", Learning.fastest("sequentially")),
                Learning.choice("all at once on one carrier", Learning.fastest("concurrently"))
                        .because(Misconception.CONCURRENCY_IS_ALWAYS_FASTER),
                Learning.choice("one on each core", Learning.fastest("inParallel"))
                        .because(Misconception.WAITING_NEEDS_CORES),
                Learning.choice(
                        "one carrier and one after another take about as long",
                        Learning.asFast("concurrently", "sequentially")));
    }

    @Test
    void onAQuietMachineItReadsLikeThis() {
        var reading = Recorded.reading("quiet-nap");
        assertEquals(
                """
                Your prediction did not hold: C, “one on each core”.
                Measured: sequentially took 207 ms (203–321), concurrently took 40.9 ms
                (40.7–45.6), inParallel took 122 ms (121–124). concurrently is faster than
                inParallel.
                What held: B, “all at once on one carrier”.
                Behind this answer there is often the idea that more cores make waiting shorter.
                A task that waits needs no core. Only what computes gains from one.
                """
                        .strip(),
                Observation.of(whichIsFastest().choose("C"), reading).toText());
    }

    @Test
    void whatIsRightIsWhatWasMeasured() {
        assertOutcomes("quiet-nap", "WRONG", "RIGHT", "WRONG", "WRONG");
        assertOutcomes("quiet-compute", "WRONG", "WRONG", "RIGHT", "RIGHT");
        assertOutcomes("one-core-nap", "WRONG", "RIGHT", "WRONG", "WRONG");
    }

    @Test
    void whereTheTableWithholdsASpeedUpNothingIsDecided() {
        assertOutcomes("one-core-compute", "UNDECIDED", "UNDECIDED", "UNDECIDED", "RIGHT");
        assertOutcomes("loaded-compute", "UNDECIDED", "UNDECIDED", "UNDECIDED", "UNDECIDED");
        var text =
                Observation.of(whichIsFastest().choose("a"), Recorded.reading("loaded-compute"))
                        .toText();
        assertTrue(text.startsWith("This run cannot decide your prediction: A"), text);
        assertTrue(text.contains("Run the measurement again"), text);
        assertFalse(text.contains("Behind this answer"), text);
    }

    @Test
    void whatNoRoundComesNearDoesNotHoldEvenWhereTheTableWithholdsASpeedUp() {
        var manyTimes = Learning.timesAsFast("concurrently", "sequentially", 2.5, 100);
        for (var recording : List.of("quiet-compute", "one-core-compute")) {
            var judgement = Judgement.of(manyTimes, Recorded.reading(recording));
            assertEquals(Judgement.Answer.FAILS, judgement.answer(), recording);
            assertTrue(judgement.evidence().endsWith("There is no clear difference."), recording);
        }
        assertEquals(
                Judgement.Answer.UNCLEAR,
                Judgement.of(manyTimes, Recorded.reading("loaded-compute")).answer(),
                "rounds that differ much tell nothing");
        for (var near : List.of("faster", "slower")) {
            var claim =
                    near.equals("faster")
                            ? Learning.faster("concurrently", "sequentially")
                            : Learning.slower("concurrently", "sequentially");
            assertEquals(
                    Judgement.Answer.UNCLEAR,
                    Judgement.of(claim, Recorded.reading("one-core-compute")).answer(),
                    near);
        }
    }

    @Test
    void oneRunEachRefutesNothingWhereTheTableWithholdsASpeedUp() {
        var reading = oneRoundOf(Recorded.reading("one-core-compute"));
        assertEquals(
                Judgement.Answer.UNCLEAR,
                Judgement.of(
                                Learning.timesAsFast("concurrently", "sequentially", 2.5, 100),
                                reading)
                        .answer());
    }

    /** Rounds may all say the same, and too little of it: then they do not disagree. */
    @Test
    void runsDisagreeOnlyWhereTheyDo() {
        var slightly =
                new Reading(
                        2,
                        List.of(
                                row("sequentially", 100, 104, 108),
                                row("concurrently", 99, 99, 99)));
        var claim = Learning.timesAsFast("concurrently", "sequentially", 1.05, 100);
        assertTrue(
                Judgement.of(claim, slightly).evidence().endsWith("too small to count."),
                () -> Judgement.of(claim, slightly).evidence());
    }

    @Test
    void oneRunOfEachDisagreesWithNoOther() {
        var once = new Reading(2, List.of(row("pool(25)", 5300), row("concurrently", 4900)));
        var claim = Learning.timesAsFast("concurrently", "pool(25)", 2, 100);
        var evidence = Judgement.of(claim, once).evidence();
        assertTrue(evidence.endsWith("One run of each is not enough to tell."), evidence);
    }

    private static Reading.Row row(String name, int... millis) {
        return new Reading.Row(
                name,
                IntStream.of(millis).mapToObj(Duration::ofMillis).toList(),
                Duration.ZERO,
                OptionalDouble.empty(),
                Optional.empty(),
                true);
    }

    private static Reading oneRoundOf(Reading reading) {
        return new Reading(
                reading.cores(),
                reading.rows().stream()
                        .map(
                                row ->
                                        new Reading.Row(
                                                row.name(),
                                                row.walls().subList(0, 1),
                                                row.cpu(),
                                                row.waiting(),
                                                row.speedUp(),
                                                row.sameWork()))
                        .toList());
    }

    private static void assertOutcomes(String recording, String... outcomes) {
        var reading = Recorded.reading(recording);
        var seen = new ArrayList<String>();
        for (var letter : List.of("A", "B", "C", "D")) {
            seen.add(Observation.of(whichIsFastest().choose(letter), reading).outcome().name());
        }
        assertEquals(List.of(outcomes), seen, recording);
    }

    @Test
    void oneCoreIsSaidToBeOne() {
        for (var recording : Recorded.ALL) {
            var text =
                    Observation.of(whichIsFastest().choose("B"), Recorded.reading(recording))
                            .toText();
            assertEquals(
                    recording.startsWith("one-core"), text.contains("This JVM sees 1 core"), text);
        }
    }

    /** Whatever was recorded and chosen: the words say what the numbers say. */
    @Test
    void everyNumberInItIsTheMeasurements() {
        for (var recording : Recorded.ALL) {
            var reading = Recorded.reading(recording);
            var numbers = numbersOf(reading);
            for (var claim : claims().toList()) {
                var prediction =
                        Learning.predict(
                                "?",
                                Learning.choice("this", claim),
                                Learning.choice("that", Learning.fastest("no such row")));
                var text = Observation.of(prediction.choose("A"), reading).toText();
                for (var number : numbersIn(text)) {
                    assertTrue(
                            numbers.contains(number),
                            () -> recording + ", " + claim + ": " + number + " in\n" + text);
                }
            }
        }
    }

    private static Stream<Claim> claims() {
        var rows = List.of("sequentially", "concurrently", "inParallel");
        var claims = new ArrayList<Claim>();
        for (var row : rows) {
            claims.add(Learning.fastest(row));
            claims.add(Learning.waits(row, 0.5, 1));
            claims.add(Learning.takes(row, Duration.ofMillis(100), Duration.ofMillis(300)));
            for (var than : rows) {
                if (!row.equals(than)) {
                    claims.add(Learning.faster(row, than));
                    claims.add(Learning.slower(row, than));
                    claims.add(Learning.asFast(row, than));
                    claims.add(Learning.timesAsFast(row, than, 3, 6));
                }
            }
        }
        return claims.stream();
    }

    private static Set<String> numbersOf(Reading reading) {
        var numbers = new HashSet<String>(Set.of("1"));
        for (var row : reading.rows()) {
            numbers.addAll(numbersIn(Quantity.time(row.median())));
            numbers.addAll(numbersIn(Quantity.timeRange(row.least(), row.most(), row.median())));
            row.waiting().ifPresent(share -> numbers.addAll(numbersIn(Quantity.percent(share))));
            for (var other : reading.rows()) {
                reading.factor(row, other)
                        .ifPresent(
                                factor -> {
                                    numbers.addAll(numbersIn(Quantity.times(factor.median())));
                                    numbers.addAll(
                                            numbersIn(
                                                    Quantity.timesRange(
                                                            factor.least(), factor.most())));
                                });
            }
        }
        return numbers;
    }

    private static List<String> numbersIn(String text) {
        return Pattern.compile("\\d[\\d.,]*\\d|\\d")
                .matcher(text)
                .results()
                .map(match -> match.group())
                .toList();
    }

    @Test
    void contraryClaimsAreNeverBothRight() {
        for (var recording : Recorded.ALL) {
            var reading = Recorded.reading(recording);
            for (var row : reading.rows()) {
                for (var than : reading.rows()) {
                    var faster = Judgement.of(Learning.faster(row.name(), than.name()), reading);
                    var slower = Judgement.of(Learning.slower(row.name(), than.name()), reading);
                    boolean bothHold =
                            faster.answer() == Judgement.Answer.HOLDS
                                    && slower.answer() == Judgement.Answer.HOLDS;
                    assertFalse(bothHold, () -> recording + " " + row.name() + " " + than.name());
                    if (faster.answer() == Judgement.Answer.HOLDS) {
                        assertTrue(row.median() < than.median(), recording);
                        assertEquals(Judgement.Answer.FAILS, slower.answer(), recording);
                    }
                }
            }
        }
    }

    @Test
    void anOpenPredictionSaysWhatWasMeasuredAndNotWhatWouldHaveBeenRight() {
        for (var typed : List.of("", "?", "E", "AB", " ")) {
            var observation =
                    Observation.of(whichIsFastest().choose(typed), Recorded.reading("quiet-nap"));
            assertEquals(Outcome.OPEN, observation.outcome());
            var text = observation.toText();
            assertTrue(text.startsWith("No prediction yet: choose A, B, C or D"), text);
            assertTrue(text.contains("concurrently took 40.9 ms"), text);
            assertFalse(text.contains("held"), text);
        }
        assertEquals(
                Outcome.OPEN,
                Observation.of(whichIsFastest().choose(null), Recorded.reading("quiet-nap"))
                        .outcome());
    }

    @Test
    void aRowWithOtherWorkClaimsNothing() {
        var reading = Recorded.reading("quiet-nap");
        var rows = new ArrayList<>(reading.rows());
        var other = rows.get(1);
        rows.set(
                1,
                new Reading.Row(
                        other.name(),
                        other.walls(),
                        other.cpu(),
                        other.waiting(),
                        Optional.empty(),
                        false));
        var judgement =
                Judgement.of(Learning.faster("concurrently", "sequentially"), new Reading(2, rows));
        assertEquals(Judgement.Answer.UNCLEAR, judgement.answer());
        assertTrue(judgement.evidence().contains("did not do the same work"));
    }

    @Test
    void anyOtherMeasurementIsJudgedByWhatItShows() {
        var prediction =
                Learning.predict(
                        "How long is the text?",
                        Learning.choice("short", Learning.shows(String.class, t -> t.length() < 9)),
                        Learning.choice("long", Learning.shows(String.class, t -> t.length() > 8))
                                .because(Misconception.THREADS_COST_NOTHING),
                        Learning.choice("fast", Learning.fastest("sequentially")));
        var seen = "It has 3 letters.";
        assertEquals(
                "Your prediction held: A, “short”.\nMeasured: It has 3 letters.",
                Observation.of(prediction.choose("A"), "abc", seen, 2).toText());
        var wrong = Observation.of(prediction.choose("B"), "abc", seen, 2);
        assertEquals(Outcome.WRONG, wrong.outcome());
        assertTrue(wrong.toText().contains("What held: A, “short”."), wrong.toText());
        assertTrue(wrong.toText().contains("a thread costs nothing"), wrong.toText());
        assertEquals(
                Outcome.UNDECIDED,
                Observation.of(prediction.choose("C"), "abc", seen, 2).outcome());
        assertEquals(
                Outcome.UNDECIDED, Observation.of(prediction.choose("A"), 7, seen, 2).outcome());
        assertEquals(
                Outcome.UNDECIDED,
                Observation.of(prediction.choose("A"), Recorded.reading("quiet-nap")).outcome());
        var open = Observation.of(prediction.choose(""), "abc", seen, 2);
        assertEquals(Outcome.OPEN, open.outcome());
        assertTrue(open.toText().contains("Measured: It has 3 letters."), open.toText());
    }
}

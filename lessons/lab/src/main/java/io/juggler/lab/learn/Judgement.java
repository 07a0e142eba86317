package io.juggler.lab.learn;

import io.juggler.lab.render.Quantity;

import java.util.ArrayList;
import java.util.stream.Collectors;

/**
 * What a measurement says to a claim.
 *
 * @param answer whether it holds
 * @param evidence the numbers it rests on, in whole sentences
 */
record Judgement(Answer answer, String evidence) {

    enum Answer {
        HOLDS,
        FAILS,
        /** The runs differ too much, or something was not seen. */
        UNCLEAR,
        /** What it is about was not measured. */
        MISSING
    }

    static Judgement of(Claim claim, Reading reading) {
        return switch (claim) {
            case Claim.Fastest fastest -> of(fastest, reading);
            case Claim.TimesAsFast timesAsFast -> of(timesAsFast, reading);
            case Claim.Takes takes -> of(takes, reading);
            case Claim.Waits waits -> of(waits, reading);
            case Claim.Shows<?> shows -> shows.judge(reading, "");
        };
    }

    /**
     * What a measurement that is no comparison says to a claim.
     *
     * @param seen what was measured, as a whole sentence
     */
    static Judgement of(Claim claim, Object measured, String seen) {
        return claim instanceof Claim.Shows<?> shows
                ? shows.judge(measured, seen)
                : unclear(seen + " The prediction is about a comparison, and this is none.");
    }

    private static Judgement of(Claim.Fastest claim, Reading reading) {
        var mine = reading.row(claim.row());
        if (mine.isEmpty()) {
            return noSuchRow(claim.row());
        }
        var evidence =
                reading.rows().stream().map(Judgement::took).collect(Collectors.joining(", "))
                        + ".";
        var unclear = new ArrayList<String>();
        var faster = new ArrayList<String>();
        for (var other : reading.rows()) {
            if (other.equals(mine.get())) {
                continue;
            }
            var factor = reading.factor(mine.get(), other);
            if (factor.isEmpty() || (factor.get().least() <= 1 && factor.get().most() >= 1)) {
                unclear.add(other.name());
            } else if (factor.get().most() < 1) {
                faster.add(other.name());
            }
        }
        if (!faster.isEmpty()) {
            return fails(
                    evidence
                            + " "
                            + String.join(" and ", faster)
                            + (faster.size() == 1 ? " is" : " are")
                            + " faster than "
                            + claim.row()
                            + ".");
        }
        return unclear.isEmpty()
                ? holds(evidence + " " + claim.row() + " is the fastest.")
                : unclear(
                        evidence
                                + " "
                                + claim.row()
                                + " cannot be told from "
                                + String.join(" and ", unclear)
                                + ".");
    }

    private static Judgement of(Claim.TimesAsFast claim, Reading reading) {
        var mine = reading.row(claim.row());
        var other = reading.row(claim.than());
        if (mine.isEmpty() || other.isEmpty()) {
            return noSuchRow(mine.isEmpty() ? claim.row() : claim.than());
        }
        var walls = took(mine.get()) + ", " + took(other.get());
        var factor = reading.factor(mine.get(), other.get());
        if (factor.isEmpty()) {
            return withheld(claim, walls, mine.get(), other.get());
        }
        var times = factor.get();
        var evidence =
                walls
                        + ": "
                        + claim.row()
                        + " is "
                        + Quantity.times(times.median())
                        + " as fast"
                        + (mine.get().walls().size() > 1
                                ? " (" + Quantity.timesRange(times.least(), times.most()) + ")"
                                : ", from one run each")
                        + ".";
        if (times.least() >= claim.from() && times.most() <= claim.to()) {
            return holds(evidence);
        }
        return times.most() < claim.from() || times.least() > claim.to()
                ? fails(evidence)
                : unclear(evidence);
    }

    private static Judgement of(Claim.Takes claim, Reading reading) {
        var mine = reading.row(claim.row());
        if (mine.isEmpty()) {
            return noSuchRow(claim.row());
        }
        var evidence = took(mine.get()) + ".";
        if (mine.get().least() >= claim.from().toNanos()
                && mine.get().most() <= claim.to().toNanos()) {
            return holds(evidence);
        }
        return mine.get().most() < claim.from().toNanos()
                        || mine.get().least() > claim.to().toNanos()
                ? fails(evidence)
                : unclear(evidence);
    }

    private static Judgement of(Claim.Waits claim, Reading reading) {
        var mine = reading.row(claim.row());
        if (mine.isEmpty()) {
            return noSuchRow(claim.row());
        }
        if (mine.get().waiting().isEmpty()) {
            return unclear("How long " + claim.row() + " waited is not seen here.");
        }
        double share = mine.get().waiting().getAsDouble();
        var evidence = claim.row() + " waited " + Quantity.percent(share) + " of its tasks' time.";
        return share >= claim.from() && share <= claim.to() ? holds(evidence) : fails(evidence);
    }

    /**
     * The table claims no speed-up. Where all rounds show that the two hardly differ, a claim that
     * they are about as fast holds, and one of a difference that no round comes near does not.
     */
    private static Judgement withheld(
            Claim.TimesAsFast claim, String walls, Reading.Row mine, Reading.Row other) {
        if (!mine.sameWork() || !other.sameWork()) {
            return unclear(walls + ". They did not do the same work.");
        }
        var range = Reading.Factor.of(mine, other);
        boolean alike = range.least() >= 0.5 && range.most() <= 2;
        boolean claimsAlike =
                claim.from() > 0.5 && claim.from() < 1 && claim.to() > 1 && claim.to() < 2;
        if (alike && claimsAlike) {
            return holds(walls + ". There is no clear difference.");
        }
        boolean claimsMore = range.most() < claim.from() || range.least() > claim.to();
        if (alike && claimsMore && mine.walls().size() > 1 && other.walls().size() > 1) {
            return fails(walls + ". There is no clear difference.");
        }
        return unclear(walls + whyUnclear(range, mine, other));
    }

    private static String whyUnclear(Reading.Factor range, Reading.Row mine, Reading.Row other) {
        if (mine.walls().size() == 1 && other.walls().size() == 1) {
            return ". One run of each is not enough to tell.";
        }
        return range.least() < 1 && range.most() > 1
                ? ". Single runs disagree about which is faster."
                : ". The difference is too small to count.";
    }

    static Judgement holds(String evidence) {
        return new Judgement(Answer.HOLDS, evidence);
    }

    static Judgement fails(String evidence) {
        return new Judgement(Answer.FAILS, evidence);
    }

    static Judgement unclear(String evidence) {
        return new Judgement(Answer.UNCLEAR, evidence);
    }

    static Judgement noSuchRow(String row) {
        return new Judgement(
                Answer.MISSING,
                "there is no row "
                        + row
                        + ". Let it be measured as well, as in compare(task, 5).with(…).");
    }

    /** Such as "concurrently took 224 ms (220–231)". */
    static String took(Reading.Row row) {
        return row.name()
                + " took "
                + Quantity.time(row.median())
                + (row.walls().size() > 1
                        ? " (" + Quantity.timeRange(row.least(), row.most(), row.median()) + ")"
                        : "");
    }
}

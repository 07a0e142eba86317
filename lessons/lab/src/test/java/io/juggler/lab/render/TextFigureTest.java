package io.juggler.lab.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TextFigureTest {

    @Test
    void namesOfAnyLengthLeaveItEightyColumnsWide() {
        var columns = new Columns("lrr");
        columns.line("strategy", "wall", "CPU");
        columns.line("the-executor-of-our-platform-team-".repeat(4) + 7, "1.00 s", "12.3 ms");
        var lines = columns.lines(80);
        assertEquals(80, lines.getLast().length());
        assertTrue(lines.getLast().matches("the-exec.*….*team-7  1.00 s  12.3 ms"), lines::getLast);
        assertTrue(columns.lines().getLast().length() > 80, "as wide as it is");
    }

    @Test
    void longNamesOfThreadsKeepWhatTellsThemApart() {
        assertEquals("my-compa…rker-12", Labels.ends("my-company-order-worker-12", 16));
        assertEquals("common-1", Labels.ends("common-1", 16));
        assertEquals("🎈🎈…🎈1", Labels.ends("🎈🎈🎈🎈🎈🎈1", 5));
    }

    @Test
    void aComparisonReadsLikeThis() {
        assertEquals(
                """
                fetch × 5 is I/O-bound: 96 % of its time it waits.

                5 tasks on 2 cores, median of 3 runs
                strategy      on            wall range          CPU cores waits speed-up
                sequentially  1 carrier   1.04 s 1.04–1.05  71.0 ms  0.07  96 %       1×
                concurrently  1 carrier   224 ms 220–231    70.0 ms  0.31  92 %     4.6× 4.5–4.7
                inParallel    2 carriers  980 ms 900–1060   72.0 ms  0.07     ?  unclear
                task latency  at once     p50     p95     max
                sequentially        1  208 ms  211 ms  212 ms
                concurrently        5  212 ms  224 ms  224 ms
                inParallel          2  208 ms  980 ms  980 ms
                  sequentially: the first, cold run took 1.32 s and is not counted
                  inParallel: speed-up withheld: its range 0.97–1.2 has 1 inside
                  2 cores seen by this JVM

                sequentially, 1 carrier, 1.04 s
                       fetch 0 +-----------+
                             1             ++-----------+
                             2                          +------------+
                             3                                       +-----------++
                             4                                                    +-----------+
                     carrier-1 +           ++           +            +           ++           +
                concurrently, 1 carrier, 224 ms
                       fetch 0 +-----------+
                             1 +-----------++
                             2 +------------+
                             3 +------------x
                             4 ++-----------+
                     carrier-1 #+          +#
                inParallel, 2 carriers, 980 ms
                       fetch 0 ?????????????????????????????????????????????????????????????
                             1
                             2
                             3
                             4
                     carrier-1
                     carrier-2 ?????????????????????????????????????????????????????????????
                               0                                                         1.04 s
                # running + partly running - waiting . ready, no carrier free ? unknown x failed
                """
                        .strip(),
                FixedFigures.fetches("fetch").toText());
    }

    @Test
    void manyTasksAreShownAsShares() {
        assertEquals(
                """
                call × 1,000 concurrently took 1.50 s.

                1,000 tasks on 2 cores, one run
                strategy      on           wall     CPU cores waits
                concurrently  1 carrier  1.50 s  1.00 s  0.67  50 %
                task latency  at once     p50     p95     max
                concurrently      501  501 ms  501 ms  501 ms

                concurrently, 1 carrier, 1.50 s
                       running ...........................................
                       waiting ......::::::------============================------::::::......
                         ready ######******++++++======------:::::::......
                     carrier-1 ###########################################
                               0                                                         1.50 s
                # running + partly running - waiting . ready, no carrier free ? unknown x failed
                """
                        .strip(),
                FixedFigures.crowd().toText());
    }

    @Test
    void manyThreadsAreShownAsAShareToo() {
        var lines = FixedFigures.crowdOnThreads().toText().lines().toList();
        assertTrue(
                lines.contains("   100 threads " + "#".repeat(64)), () -> String.join("\n", lines));
        assertTrue(lines.size() < 20, () -> String.join("\n", lines));
    }

    @Test
    void whoeverHoldsTheCarrierIsSeenThere() {
        assertEquals(
                """
                concurrently, 1 carrier, 840 ms
                        load 0 #PPPPPPPPPPPPPPP
                             1 ................#PPPPPPPPPPPPPPP
                             2 ................................#PPPPPPPPPPPPPPP
                             3 ................................................#---------------
                     carrier-1 #PPPPPPPPPPPPPPP#PPPPPPPPPPPPPPP#PPPPPPPPPPPPPPP#
                               0                                                         840 ms
                # running + partly running - waiting . ready, no carrier free ? unknown x failed
                P pinned: waiting on its carrier
                """
                        .strip(),
                FixedFigures.pinned()
                        .toText()
                        .substring(FixedFigures.pinned().toText().lastIndexOf("concurrently,")));
    }

    @Test
    void noLineIsWiderThanEightyColumns() {
        for (var figure :
                new Figure[] {
                    FixedFigures.fetches("fetch"),
                    FixedFigures.fetches("f".repeat(300)),
                    FixedFigures.fetches("много слов ".repeat(40))
                }) {
            figure.toText()
                    .lines()
                    .forEach(line -> assertTrue(line.codePointCount(0, line.length()) <= 80, line));
        }
    }

    @Test
    void aNameCannotBreakTheLayout() {
        var text = FixedFigures.fetches("a\nb\u001b[31m\u202ec").toText();

        assertFalse(text.contains("\u001b"), text);
        assertFalse(text.contains("\u202e"), text);
        assertTrue(text.startsWith("a b [31mc × 5 is I/O-bound"), text);
    }
}

package io.juggler.lab.learn;

import java.util.Objects;

/**
 * An idea that many hold and that measurements refute. The constants are those of the lessons;
 * whoever writes a lesson can add their own.
 *
 * @param idea what is believed, as a sentence without its full stop
 * @param instead what is so, as a whole sentence
 */
public record Misconception(String idea, String instead) {

    /** The first myth. */
    public static final Misconception CONCURRENCY_IS_ALWAYS_FASTER =
            new Misconception(
                    "concurrency is always faster",
                    "Concurrency lets waits overlap. Where nothing waits, there is nothing to"
                            + " gain.");

    /** The second myth. */
    public static final Misconception PARALLELISM_IS_ALWAYS_BETTER =
            new Misconception(
                    "parallelism is always better",
                    "Sharing work out costs time as well. It pays only where each part is much more"
                            + " work than that.");

    /** The third myth. */
    public static final Misconception A_LOOP_CAN_COMPUTE =
            new Misconception(
                    "an event loop can compute while it serves others",
                    "While the loop's one thread computes, nothing else on that loop moves.");

    /** A loop taken for a scheduler that interrupts. */
    public static final Misconception A_LOOP_DIVIDES_ITS_TIME =
            new Misconception(
                    "an event loop divides its time among those it serves",
                    "It runs each callback to its end. Nobody's turn comes before that.");

    /** A queue taken for a closed door. */
    public static final Misconception BUSY_REFUSES =
            new Misconception(
                    "a server that is busy refuses requests",
                    "The operating system takes them in and lets them stand in a queue, as long as"
                            + " that has room.");

    /** Waiting taken for work. */
    public static final Misconception WAITING_NEEDS_CORES =
            new Misconception(
                    "more cores make waiting shorter",
                    "A task that waits needs no core. Only what computes gains from one.");

    /** A thread taken for a task. */
    public static final Misconception ONE_CARRIER_ONE_TASK =
            new Misconception(
                    "one carrier has only one task under way",
                    "A carrier works on one task at a time, and has as many under way as have"
                            + " begun.");

    /** The price of switching overrated. */
    public static final Misconception SWITCHING_EATS_THE_GAIN =
            new Misconception(
                    "switching between tasks costs more than it gains",
                    "A switch is far shorter than most waits. While one task waits, the carrier has"
                            + " time for many switches.");

    /** A shorter sum taken for shorter parts. */
    public static final Misconception TOGETHER_EACH_IS_SHORTER =
            new Misconception(
                    "tasks that are under way together take less time each",
                    "Each takes as long as alone, at least. Only all of them together take less,"
                            + " because they overlap.");

    /** Time slices taken for granted. */
    public static final Misconception CARRIERS_JUMP =
            new Misconception(
                    "a carrier divides its time among tasks that compute",
                    "A virtual thread that computes keeps its carrier until it waits or ends. There"
                            + " is no jumping, and so no cost of it.");

    /** The share that computes forgotten. */
    public static final Misconception WAITS_ARE_ALL =
            new Misconception(
                    "where tasks wait, overlapping the waits is all there is to gain",
                    "Once the waits overlap, what the tasks compute is what is left. That part"
                            + " gains from cores.");

    /** A lock taken for a network. */
    public static final Misconception EVERY_WAIT_OVERLAPS =
            new Misconception(
                    "every wait can overlap with others",
                    "Tasks that wait for each other, in front of one lock, go through it one after"
                            + " another, however many are under way.");

    /** Time slices taken for cores. */
    public static final Misconception SWITCHING_MAKES_CORES =
            new Misconception(
                    "a core that switches fast enough is as good as several",
                    "It does the same work in smaller pieces. Whatever it gives to one task, it"
                            + " takes from another.");

    /** The two words taken for one. */
    public static final Misconception BOTH_ARE_THE_SAME =
            new Misconception(
                    "concurrency and parallelism are the same",
                    "Concurrent tasks are under way together; parallel tasks are worked on at the"
                            + " same moment.");

    /** The serial part forgotten. */
    public static final Misconception N_CORES_N_TIMES_AS_FAST =
            new Misconception(
                    "n cores make every program n times as fast",
                    "The part that cannot be shared out takes as long as before, and sharing costs"
                            + " time.");

    /** Concurrency taken for a gift of many cores. */
    public static final Misconception ONE_CORE_GAINS_NOTHING =
            new Misconception(
                    "with one core there is nothing to gain",
                    "Waits overlap on one core as well. Only computing cannot.");

    /** Overhead forgotten. */
    public static final Misconception THREADS_COST_NOTHING =
            new Misconception(
                    "a thread costs nothing",
                    "Each thread takes memory and time to start; virtual threads take far less of"
                            + " both, but not none.");

    /** Three steps taken for one. */
    public static final Misconception COUNTING_IS_ONE_STEP =
            new Misconception(
                    "count++ is one step",
                    "It reads, adds and writes; another thread can come between.");

    /** Luck taken for a rule. */
    public static final Misconception MOST_ORDERS_ARE_HARMLESS =
            new Misconception(
                    "a race needs an order of steps that hardly exists",
                    "Of two threads that read, add and write, most orders lose something. A machine"
                            + " only seldom takes them.");

    /** A test taken for a proof. */
    public static final Misconception TESTED_IS_SAFE =
            new Misconception(
                    "what went well a thousand times has no race",
                    "A race shows itself only when the threads take turns in one unlucky order.");

    /** A wait taken for a thread. */
    public static final Misconception EVERY_WAIT_NEEDS_A_THREAD =
            new Misconception(
                    "every task that waits needs a thread of its own",
                    "A platform thread stays with its task while it waits; a virtual thread leaves"
                            + " its carrier, which goes on with another.");

    /** Threads taken for cores. */
    public static final Misconception MORE_THREADS_MORE_SPEED =
            new Misconception(
                    "the more threads, the faster",
                    "Threads that compute share the cores there are. More of them than cores add"
                            + " nothing but their cost.");

    /** A lock taken for the whole. */
    public static final Misconception A_LOCK_MAKES_ALL_SERIAL =
            new Misconception(
                    "a program with a lock runs as if there were one core",
                    "Only what is inside the lock waits for its turn. The rest is worked on at the"
                            + " same moment.");

    /** A failure taken for a signal. */
    public static final Misconception A_FAILURE_STOPS_THE_OTHERS =
            new Misconception(
                    "when one task fails, those beside it stop by themselves",
                    "Nobody tells them. They work on, unless what started them stops them.");

    /** A start taken for an agreement. */
    public static final Misconception WHO_STARTS_ALSO_WAITS =
            new Misconception(
                    "who starts tasks also waits until all of them have ended",
                    "A thread that was started is on its own. Only who joins it waits for it.");

    /** What was so before JDK 24. */
    public static final Misconception SYNCHRONIZED_PINS =
            new Misconception(
                    "a virtual thread that waits inside synchronized keeps its carrier",
                    "It did until JDK 23. Since JDK 24 (JEP 491) it leaves its carrier there as"
                            + " well.");

    /** A lock taken for a wait. */
    public static final Misconception LOCKS_ARE_SLOW =
            new Misconception(
                    "taking a lock is slow",
                    "To take a lock that is free costs less than a microsecond. What costs time is"
                            + " to wait for one that another has.");

    /** The way forgotten. */
    public static final Misconception DISTANCE_IS_FREE =
            new Misconception(
                    "work is done sooner wherever there is more computing power",
                    "What is sent away must also be prepared, carried there and carried back.");

    /** A process taken for a thread. */
    public static final Misconception A_PROCESS_IS_A_THREAD =
            new Misconception(
                    "to start a process costs no more than to start a thread",
                    "A process begins with nothing: it must load its program first, and all that it"
                            + " works on must be sent to it.");

    /** A misconception. */
    public Misconception {
        Objects.requireNonNull(idea, "a misconception needs the idea that is believed");
        Objects.requireNonNull(instead, "a misconception needs what is so instead");
    }
}

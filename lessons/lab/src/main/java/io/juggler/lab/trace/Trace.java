package io.juggler.lab.trace;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the carriers of one run recorded.
 *
 * @param carriers one log for each carrier, with the number of its mounts at the time this was
 *     taken
 */
public record Trace(List<CarrierLog> carriers) implements Serializable {

    /** A trace of nothing. */
    public static final Trace EMPTY = new Trace(List.of());

    public Trace {
        carriers = List.copyOf(carriers);
    }

    /** The mounts that are kept. */
    public int size() {
        return carriers.stream().mapToInt(CarrierLog::size).sum();
    }

    /** The mounts that were counted only, because the limit was reached. */
    public long dropped() {
        return carriers.stream().mapToLong(CarrierLog::dropped).sum();
    }

    /** The names of the carriers on which anything was mounted. */
    public Set<String> carriersUsed() {
        return carriers.stream()
                .filter(carrier -> carrier.size() > 0 || carrier.open() != null)
                .map(CarrierLog::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** How long mounts took together that took longer than that, in ns; of those kept. */
    public long nanosInMountsOver(long nanos) {
        long sum = 0;
        for (var carrier : carriers) {
            for (int mount = 0; mount < carrier.size(); mount++) {
                long took = carrier.log().end(mount) - carrier.log().start(mount);
                sum += took > nanos ? took : 0;
            }
        }
        return sum;
    }

    /** The carriers' names by the ids of their threads. */
    Map<Long, String> carrierNames() {
        return carriers.stream()
                .collect(Collectors.toMap(CarrierLog::thread, CarrierLog::name, (a, b) -> a));
    }

    /** This trace and another, as of carriers that ran side by side. */
    public Trace and(Trace other) {
        var both = new ArrayList<>(carriers);
        both.addAll(other.carriers);
        return new Trace(both);
    }

    /**
     * One carrier's mounts, in order.
     *
     * @param thread the id of the carrier's thread
     * @param open the mount that was not over, or null
     */
    record CarrierLog(
            String name, long thread, MountLog log, int size, long dropped, OpenMount open)
            implements Serializable {}

    /** A mount that had begun when the log was read, and had not ended. */
    record OpenMount(Account account, long readyAt, long start) implements Serializable {}
}

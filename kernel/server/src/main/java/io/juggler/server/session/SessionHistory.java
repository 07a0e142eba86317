package io.juggler.server.session;

import io.juggler.server.protocol.Reply.PastCells.Entry;
import io.juggler.server.protocol.Request;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** The cells of this process, in memory. */
public final class SessionHistory implements History {
    private static final int SESSION = 1;

    private final List<Entry> cells = new ArrayList<>();

    @Override
    public synchronized void add(int line, String input, String output) {
        cells.add(new Entry(SESSION, line, input, output));
    }

    @Override
    public synchronized List<Entry> entries(Request.History.Access access) {
        return switch (access) {
            case Request.History.Access.Tail(int n) -> last(cells, n);
            case Request.History.Access.Range(int session, int start, int stop) ->
                    session == 0 || session == SESSION
                            ? cells.stream()
                                    .filter(cell -> cell.line() >= start && cell.line() < stop)
                                    .toList()
                            : List.of();
            case Request.History.Access.Search(var pattern, int n, boolean unique) ->
                    last(matching(glob(pattern), unique), n);
        };
    }

    /** Of equal cells the latest stands for all. */
    private List<Entry> matching(Pattern pattern, boolean unique) {
        var seen = new HashSet<String>();
        var found = new ArrayList<Entry>();
        for (var cell : cells.reversed()) {
            if (pattern.matcher(cell.input()).matches() && (seen.add(cell.input()) || !unique)) {
                found.add(cell);
            }
        }
        Collections.reverse(found);
        return found;
    }

    private static List<Entry> last(List<Entry> entries, int n) {
        return List.copyOf(
                entries.subList(Math.max(0, entries.size() - Math.max(0, n)), entries.size()));
    }

    private static Pattern glob(String pattern) {
        var regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}

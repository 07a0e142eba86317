package io.juggler.server.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * What a new worker has again of what cells defined.
 *
 * @param variables whether there may have been variables, which never come back
 */
public record Kept(long imports, long methods, long types, boolean variables) {

    /** For the user. */
    public String text() {
        var back = new ArrayList<String>();
        add(back, imports, "import");
        add(back, methods, "method");
        add(back, types, "type");
        if (back.isEmpty()) {
            return variables
                    ? "variables are gone: run their cells again"
                    : "nothing was defined that could be lost";
        }
        return listed(back)
                + (imports + methods + types == 1 ? " is back" : " are back")
                + (variables ? "; variables are not: run their cells again" : "");
    }

    private static void add(List<String> back, long count, String what) {
        if (count > 0) {
            back.add(count + " " + what + (count == 1 ? "" : "s"));
        }
    }

    private static String listed(List<String> each) {
        int last = each.size() - 1;
        return last == 0
                ? each.getFirst()
                : String.join(", ", each.subList(0, last)) + " and " + each.get(last);
    }
}

package io.juggler.lab.picture;

import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Path2D;
import java.util.regex.Pattern;

/**
 * Reads the path data that the lab's drawings use: moves, lines, and arcs that are half a circle.
 *
 * @see <a href="https://www.w3.org/TR/SVG11/paths.html#PathData">SVG 1.1, path data</a>
 */
final class PathData {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z]|-?(?:\\d+\\.?\\d*|\\.\\d+)");

    private final java.util.regex.Matcher tokens;
    private final Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    private double x;
    private double y;
    private double startX;
    private double startY;

    private PathData(String data) {
        tokens = TOKEN.matcher(data);
    }

    static Shape parsed(String data) {
        return new PathData(data).path();
    }

    private Path2D path() {
        char command = 0;
        boolean more = tokens.find();
        while (more) {
            if (Character.isLetter(tokens.group().charAt(0))) {
                command = tokens.group().charAt(0);
                if (command == 'z') {
                    path.closePath();
                    x = startX;
                    y = startY;
                    more = tokens.find();
                    continue;
                }
                more = tokens.find();
            }
            step(command);
            more = tokens.find();
            // Further pairs after a move are lines.
            command = command == 'M' ? 'L' : command == 'm' ? 'l' : command;
        }
        return path;
    }

    /** The current token is the command's first number; its last one is when this returns. */
    private void step(char command) {
        switch (command) {
            case 'M' -> move(number(), next());
            case 'm' -> move(x + number(), y + next());
            case 'L' -> line(number(), next());
            case 'l' -> line(x + number(), y + next());
            case 'H' -> line(number(), y);
            case 'h' -> line(x + number(), y);
            case 'V' -> line(x, number());
            case 'v' -> line(x, y + number());
            case 'a' -> halfCircle();
            default -> throw new IllegalArgumentException("a path with " + command);
        }
    }

    private double number() {
        return Double.parseDouble(tokens.group());
    }

    private double next() {
        if (!tokens.find()) {
            throw new IllegalArgumentException("a path that is cut off");
        }
        return number();
    }

    private void move(double toX, double toY) {
        path.moveTo(toX, toY);
        startX = toX;
        startY = toY;
        x = toX;
        y = toY;
    }

    private void line(double toX, double toY) {
        path.lineTo(toX, toY);
        x = toX;
        y = toY;
    }

    private void halfCircle() {
        double radius = number();
        for (int skipped = 0; skipped < 4; skipped++) {
            next();
        }
        double across = next();
        if (next() != 0 || Math.abs(across) != 2 * radius) {
            throw new IllegalArgumentException("an arc that is not half a circle");
        }
        path.append(
                new Arc2D.Double(
                        Math.min(x, x + across),
                        y - radius,
                        2 * radius,
                        2 * radius,
                        across > 0 ? 180 : 0,
                        180,
                        Arc2D.OPEN),
                true);
        x += across;
    }
}

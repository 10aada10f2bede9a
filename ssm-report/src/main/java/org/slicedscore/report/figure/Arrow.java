package org.slicedscore.report.figure;

import java.util.List;
import org.slicedscore.report.figure.Pen.Stroke;

/** An arrow with a filled head. */
final class Arrow {
    private static final double HEAD = 4.5;
    private static final Stroke SHAFT = Stroke.solid(Ink.C1, 1.2);

    private Arrow() {}

    static void draw(Pen pen, double x1, double y1, double x2, double y2) {
        double length = Math.hypot(x2 - x1, y2 - y1);
        if (!(length > 0.5)) {
            return;
        }
        double ux = (x2 - x1) / length;
        double uy = (y2 - y1) / length;
        double head = Math.min(HEAD, 0.6 * length);
        double bx = x2 - head * ux;
        double by = y2 - head * uy;
        double side = 0.42 * head;
        pen.line(SHAFT, x1, y1, bx, by);
        pen.fill(Ink.C1, 1, List.of(new double[] {x2, y2, bx - side * uy, by + side * ux, bx + side * uy, by - side * ux
        }));
    }
}

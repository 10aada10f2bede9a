package org.slicedscore.data.prep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.data.schema.Timestamps;

/** The first step of a preprocessing as expressions: columns of the same kind together, then put into order. */
final class EncodingGraph {
    /** Parts of the encoding that are numbers, in the order of the inputs. */
    private final List<Integer> numbers = new ArrayList<>();

    private final Encoding encoding;
    private final Expr rows;
    private final List<Expr> columns = new ArrayList<>();

    /** What 32 bits lose of each column: that of a value in place of a missing cell. */
    private final List<Expr> losses = new ArrayList<>();

    /** For each column of {@link #columns} the coordinate that it is. */
    private final List<Integer> places = new ArrayList<>();

    EncodingGraph(Encoding encoding, Expr rows) {
        this.encoding = encoding;
        this.rows = rows;
        for (int j = 0; j < encoding.inputs(); j++) {
            if (plain(j) != null) {
                numbers.add(j);
            }
        }
        write();
    }

    static List<String> inputs(Encoding encoding) {
        List<String> names = new ArrayList<>();
        encoding.parts().forEach(part -> names.add(part.column().name()));
        for (Part part : encoding.parts()) {
            if (part instanceof Part.Calendar c) {
                if (c.hour()) {
                    names.add(part.column().name() + " hour");
                }
                if (c.weekday()) {
                    names.add(part.column().name() + " weekday");
                }
            }
        }
        return names;
    }

    private Part.Plain plain(int input) {
        return switch (encoding.parts().get(input)) {
            case Part.Plain plain -> plain;
            case Part.Calendar calendar -> calendar.days();
            case Part.Word _, Part.Watched _ -> null;
        };
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(i -> i).toArray();
    }

    private Expr row(double... values) {
        return Expr.constant(Shape.of(values.length), values);
    }

    /** 1 where a cell is there, 0 where it is NaN: a number is less than ∞ or more than 0. */
    private static Expr present(Expr cells) {
        Expr zero = Expr.constant(0);
        return cells.less(Expr.constant(Double.POSITIVE_INFINITY)).maximum(zero.less(cells));
    }

    /** The coordinates, [B,D+C], up to {@link #lost}. */
    Expr coordinates() {
        return ordered(columns);
    }

    /** What is to be added to the coordinates once their size allows it: [B,D+C]. */
    Expr lost() {
        return ordered(losses);
    }

    private void add(Expr column) {
        columns.add(column);
        losses.add(Expr.filled(0, column.shape()));
    }

    private Expr ordered(List<Expr> parts) {
        Expr all = parts.size() == 1 ? parts.getFirst() : Expr.concat(1, parts.toArray(Expr[]::new));
        int[] order = new int[places.size()];
        for (int k = 0; k < order.length; k++) {
            order[places.get(k)] = k;
        }
        return Arrays.equals(order, IntStream.range(0, order.length).toArray()) ? all : all.gather(1, order);
    }

    private void write() {
        if (!numbers.isEmpty()) {
            numbers();
        }
        for (int j = 0; j < encoding.inputs(); j++) {
            if (encoding.parts().get(j) instanceof Part.Word word && word.width() > 0) {
                add(word(word, rows.slice(1, j, j + 1)));
                IntStream.range(encoding.offset(j), encoding.offset(j) + word.width())
                        .forEach(places::add);
            }
        }
    }

    private void numbers() {
        int[] which = ints(numbers);
        Expr cells = which.length == rows.dim(1) ? rows : rows.gather(1, which);
        Expr present = present(cells);
        double[] fill = numbers.stream().mapToDouble(j -> plain(j).fill()).toArray();
        double[] high = Arrays.stream(fill).map(value -> (float) value).toArray();
        double[] low = new double[fill.length];
        Arrays.setAll(low, k -> fill[k] - high[k]);
        columns.add(present.select(cells, row(high)));
        losses.add(present.select(Expr.constant(0), row(low)));
        numbers.forEach(j -> places.add(encoding.offset(j)));
        int next = encoding.inputs();
        List<Integer> marked = new ArrayList<>();
        List<Integer> marks = new ArrayList<>();
        for (int k = 0; k < which.length; k++) {
            int j = which[k];
            int place = encoding.offset(j) + 1;
            if (encoding.parts().get(j) instanceof Part.Calendar c) {
                Expr there = present.slice(1, k, k + 1);
                double day = c.days().fill();
                if (c.hour()) {
                    time(there, next++, Timestamps.hour(day), place++);
                }
                if (c.weekday()) {
                    time(there, next++, Timestamps.weekday(day), place++);
                }
            }
            if (plain(j).marked()) {
                marked.add(k);
                marks.add(place);
            }
        }
        if (!marked.isEmpty()) {
            add(present.gather(1, ints(marked)).select(Expr.constant(-Part.HALF), Expr.constant(Part.HALF)));
            places.addAll(marks);
        }
    }

    private void time(Expr there, int input, double fill, int place) {
        add(there.select(rows.slice(1, input, input + 1), Expr.constant(fill)));
        places.add(place);
    }

    /** The row of a table of corners that a word's number selects: 0 for words that are none of them. */
    private Expr word(Part.Word word, Expr cell) {
        int words = word.column().categories().size();
        int width = word.width();
        double[] corners = new double[words * width];
        double[] codes = new double[words];
        for (int i = 0; i < words; i++) {
            codes[i] = i;
            word.encode(i, corners, i * width);
        }
        Expr distance = cell.sub(row(codes));
        Expr chosen = distance.maximum(distance.negate()).less(Expr.constant(0.5));
        Expr known = chosen.matmul(Expr.constant(Shape.of(words, width), corners));
        double[] missing = new double[width];
        word.encode(Double.NaN, missing, 0);
        return present(cell).select(known, row(missing));
    }
}

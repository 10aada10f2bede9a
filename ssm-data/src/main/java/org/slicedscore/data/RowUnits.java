package org.slicedscore.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.slicedscore.api.error.Message;

/**
 * The units that a division of rows must not take apart: single rows, exact copies of a row, or rows of a group. Each
 * row belongs to one unit; units are numbered from 0 in the order of their first rows.
 */
public final class RowUnits {
    /** A tenth of fewer different rows tells models apart too rarely to be worth the rows. */
    private static final int ENOUGH = 500;

    private static final double TENTH = 0.1;

    private final int[] unit;
    private final int[] sizes;
    private final Message name;

    private RowUnits(int[] unit, int count, Message name) {
        this.unit = unit;
        this.name = name;
        this.sizes = new int[count];
        for (int u : unit) {
            sizes[u]++;
        }
    }

    /**
     * Every row a unit of its own.
     *
     * @param rows n
     */
    public static RowUnits single(int rows) {
        int[] unit = new int[rows];
        Arrays.setAll(unit, i -> i);
        return new RowUnits(unit, rows, Message.of("rows"));
    }

    /**
     * Exact copies of a row in one unit.
     *
     * @param table the rows
     */
    public static RowUnits copies(Table table) {
        RowIndex index = RowIndex.empty(table);
        int[] unit = new int[table.rows()];
        int count = 0;
        for (int i = 0; i < unit.length; i++) {
            int first = index.add(i);
            unit[i] = first == i ? count++ : unit[first];
        }
        return new RowUnits(unit, count, Message.of("different rows"));
    }

    /**
     * Units that also keep the rows of a group together, so that a chain of groups that share a row becomes one unit.
     *
     * @param groups the group of each row; rows without a text form a group
     * @return other units
     */
    public RowUnits joined(Labels groups) {
        Map<String, Integer> first = new HashMap<>();
        int[] group = new int[unit.length];
        Arrays.setAll(group, i -> first.computeIfAbsent(groups.text(i), text -> i));
        return joined(group, Message.of("groups of column '%s'", groups.name()));
    }

    /** Units that also keep rows of the same number together; a number is the index of the first row that has it. */
    private RowUnits joined(int[] group, Message called) {
        int[] parent = new int[sizes.length];
        Arrays.setAll(parent, u -> u);
        for (int i = 0; i < unit.length; i++) {
            int a = root(parent, unit[i]);
            int b = root(parent, unit[group[i]]);
            // the lower number wins, so that numbers stay in the order of first rows
            parent[Math.max(a, b)] = Math.min(a, b);
        }
        int[] number = new int[sizes.length];
        int count = 0;
        for (int u = 0; u < number.length; u++) {
            int root = root(parent, u);
            number[u] = root == u ? count++ : number[root];
        }
        int[] joined = new int[unit.length];
        Arrays.setAll(joined, i -> number[unit[i]]);
        return new RowUnits(joined, count, called);
    }

    private static int root(int[] parent, int u) {
        int root = u;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }

    /** The latest time in each unit. */
    private double[] latest(double[] times) {
        double[] latest = new double[sizes.length];
        Arrays.fill(latest, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < unit.length; i++) {
            latest[unit[i]] = Math.max(latest[unit[i]], times[i]);
        }
        return latest;
    }

    /** Units of which no two are of the same latest time. */
    RowUnits distinct(double[] times, String column) {
        double[] latest = latest(times);
        Map<Double, Integer> first = new HashMap<>();
        int[] group = new int[unit.length];
        Arrays.setAll(group, i -> first.computeIfAbsent(latest[unit[i]] + 0.0, time -> i));
        return joined(group, Message.of("times of column '%s'", column));
    }

    /** The units, latest first. */
    int[] newestFirst(double[] times) {
        double[] latest = latest(times);
        return IntStream.range(0, sizes.length)
                .boxed()
                .sorted((a, b) -> Double.compare(latest[b], latest[a]))
                .mapToInt(u -> u)
                .toArray();
    }

    /**
     * The usual share of rows to report on: a tenth of at least 500 units, or none of fewer.
     *
     * @return 0.1 or 0
     */
    public double usualTest() {
        return sizes.length >= ENOUGH ? TENTH : 0;
    }

    /** The number of rows. */
    public int rows() {
        return unit.length;
    }

    /** The number of units. */
    public int count() {
        return sizes.length;
    }

    /** The unit of a row. */
    public int of(int row) {
        return unit[row];
    }

    /** The number of rows of a unit, at least 1. */
    public int size(int number) {
        return sizes[number];
    }

    /** What the units are, for messages, such as {@code different rows}. */
    public Message name() {
        return name;
    }
}

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
    /** The usual share of fewer different rows tells models apart too rarely to be worth the rows. */
    public static final int ENOUGH_FOR_TEST = 500;

    /** The usual share of rows to report on. */
    public static final double USUAL_TEST = 0.1;

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
        return copies(table, IntStream.range(0, table.rows()).toArray());
    }

    /**
     * Exact copies of a row in one unit, among some rows of a table.
     *
     * @param table the table
     * @param rows some of its rows; the units are of their positions in this array
     */
    public static RowUnits copies(Table table, int[] rows) {
        RowIndex index = RowIndex.empty(table, rows.length);
        int[] unitOf = new int[table.rows()];
        int[] unit = new int[rows.length];
        int count = 0;
        for (int i = 0; i < rows.length; i++) {
            int first = index.add(rows[i]);
            if (first == rows[i]) {
                unitOf[first] = count++;
            }
            unit[i] = unitOf[first];
        }
        return new RowUnits(unit, count, Message.of("different rows"));
    }

    /**
     * Exact copies of a row and the rows of a group in one unit, among some rows of a table.
     *
     * @param table the table, with a column of groups beside it or without
     * @param rows some of its rows; the units are of their positions in this array
     */
    public static RowUnits together(Table table, int[] rows) {
        RowUnits copies = copies(table, rows);
        Labels groups = table.aside().group();
        return groups == null ? copies : copies.joined(groups.select(rows));
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
            // -0 and 0 are the same time
            latest[unit[i]] = Math.max(latest[unit[i]], times[i] + 0.0);
        }
        return latest;
    }

    /** Units of which no two have the same latest time. */
    RowUnits distinct(double[] times, String column) {
        double[] latest = latest(times);
        double[] different = Arrays.stream(latest).sorted().distinct().toArray();
        int[] first = new int[different.length];
        Arrays.fill(first, -1);
        int[] group = new int[unit.length];
        for (int i = 0; i < group.length; i++) {
            int rank = Arrays.binarySearch(different, latest[unit[i]]);
            if (first[rank] < 0) {
                first[rank] = i;
            }
            group[i] = first[rank];
        }
        return joined(group, Message.of("times of column '%s'", column));
    }

    /** Units that all have different latest times, latest first. */
    int[] newestFirst(double[] times) {
        double[] latest = latest(times);
        double[] sorted = latest.clone();
        Arrays.sort(sorted);
        int[] order = new int[sizes.length];
        for (int u = 0; u < order.length; u++) {
            order[order.length - 1 - Arrays.binarySearch(sorted, latest[u])] = u;
        }
        return order;
    }

    /**
     * The usual share of rows to report on, or none where there are fewer units than {@link #ENOUGH_FOR_TEST}.
     *
     * @return {@link #USUAL_TEST} or 0
     */
    public double usualTest() {
        return sizes.length >= ENOUGH_FOR_TEST ? USUAL_TEST : 0;
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

package org.slicedscore.report.page;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A table: words on the left, numbers on the right, sorted by a click on a heading. */
public final class Grid {
    private final String caption;
    private final List<String> headings;
    private final List<String> rows = new ArrayList<>();
    private final Set<Integer> numeric = new HashSet<>();

    /**
     * An empty table.
     *
     * @param caption above it
     * @param headings of its columns
     */
    public Grid(String caption, String... headings) {
        this.caption = caption;
        this.headings = List.of(headings);
    }

    /** A number as it is shown. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "" : value > 0 ? "∞" : "−∞";
        }
        double size = Math.abs(value);
        String text = value == Math.rint(value) && size < 1e15
                ? String.format(Locale.ROOT, "%,d", (long) value).replace(",", "\u2009")
                : size >= 1e6 || size < 1e-4 ? String.format(Locale.ROOT, "%.3e", value) : digits(value, size);
        return text.replace("-", "−");
    }

    /** Four digits that count. */
    private static String digits(double value, double size) {
        int decimals = Math.clamp(3 - (int) Math.floor(Math.log10(size)), 0, 7);
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
    }

    /**
     * Adds a row.
     *
     * @param cells words, or numbers, which are shown short and sorted by their exact values; null for an empty cell
     */
    public Grid row(Object... cells) {
        StringBuilder row = new StringBuilder("<tr>");
        for (int i = 0; i < cells.length; i++) {
            Object cell = cells[i];
            if (cell instanceof Number) {
                numeric.add(i);
            }
            switch (cell) {
                case null -> row.append("<td></td>");
                case Number n ->
                    row.append("<td class=\"n\" data-v=\"")
                            .append(n)
                            .append("\">")
                            .append(number(n.doubleValue()))
                            .append("</td>");
                default ->
                    row.append("<td>").append(Page.escaped(cell.toString())).append("</td>");
            }
        }
        rows.add(row.append("</tr>").toString());
        return this;
    }

    /** Whether it has no rows. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    String html() {
        StringBuilder out = new StringBuilder("<div class=\"scroll\"><table><caption>");
        out.append(Page.escaped(caption)).append("</caption><thead><tr>");
        for (int i = 0; i < headings.size(); i++) {
            out.append(numeric.contains(i) ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
            out.append("<button type=\"button\">")
                    .append(Page.escaped(headings.get(i)))
                    .append("</button></th>");
        }
        out.append("</tr></thead><tbody>");
        rows.forEach(out::append);
        return out.append("</tbody></table></div>\n").toString();
    }
}

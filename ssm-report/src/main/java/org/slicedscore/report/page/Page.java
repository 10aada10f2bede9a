package org.slicedscore.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.Figure.Panel;
import org.slicedscore.engine.figure.Figure.Series;
import org.slicedscore.report.figure.InlineSvg;

/** A page that is one file: text, tables that a click sorts, and figures that follow the reader's choice of light or dark. */
public final class Page {
    private final String title;
    private final String about;
    private final LinkedHashMap<String, String> headings = new LinkedHashMap<>();
    private final LinkedHashMap<String, StringBuilder> sections = new LinkedHashMap<>();
    private StringBuilder body = new StringBuilder();
    private String numbers = "{}";
    private int figures;

    /**
     * How a remark looks.
     */
    public enum Tone {
        /** Good news. */
        GOOD,
        /** Neither good nor bad. */
        PLAIN,
        /** Something to beware of. */
        CAREFUL,
        /** Bad news. */
        BAD
    }

    /**
     * A number that stands out.
     *
     * @param name what it is
     * @param value the number with its unit
     * @param note more about it; empty for nothing
     */
    public record Tile(String name, String value, String note) {}

    /** The size of panels. */
    public enum Size {
        /** A few, each with room for labels. */
        LARGE(430, 300, "large"),
        /** Many beside each other. */
        SMALL(210, 150, "small"),
        /** Squares, a few beside each other. */
        SQUARE(330, 320, "square"),
        /** One plane, as large as a page allows. */
        PLANE(620, 560, "plane");

        private final int width;
        private final int height;
        private final String style;

        Size(int width, int height, String style) {
            this.width = width;
            this.height = height;
            this.style = style;
        }
    }

    /**
     * An empty page.
     *
     * @param title of the page
     * @param about a line below it
     */
    public Page(String title, String about) {
        this.title = title;
        this.about = about;
    }

    /** Text as HTML. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /**
     * Begins a section, and ends the one before.
     *
     * @param id of the element: lower-case letters and '-'
     * @param heading its heading
     */
    public void section(String id, String heading) {
        headings.put(id, heading);
        body = new StringBuilder();
        sections.put(id, body);
    }

    /**
     * Moves a section to the front; it may have been written last, when all was known.
     *
     * @param id of the section
     */
    public void toFront(String id) {
        sections.putFirst(id, sections.get(id));
        headings.putFirst(id, headings.get(id));
    }

    /**
     * Moves a section behind another.
     *
     * @param id of the section
     * @param other id of the one before it
     */
    public void toBehind(String id, String other) {
        List<String> later = new ArrayList<>(sections.keySet());
        later.remove(id);
        later = later.subList(later.indexOf(other) + 1, later.size());
        List<String> behind = new ArrayList<>(List.of(id));
        behind.addAll(later);
        for (String moved : behind) {
            sections.putLast(moved, sections.get(moved));
            headings.putLast(moved, headings.get(moved));
        }
    }

    /** A heading inside a section. */
    public void heading(String text) {
        body.append("<h3>").append(escaped(text)).append("</h3>\n");
    }

    /** A paragraph of plain text. */
    public void text(String text) {
        body.append("<p>").append(escaped(text)).append("</p>\n");
    }

    /** A remark in a box. */
    public void remark(Tone tone, String text) {
        body.append("<p class=\"remark ")
                .append(tone.name().toLowerCase(java.util.Locale.ROOT))
                .append("\">");
        body.append(escaped(text)).append("</p>\n");
    }

    /** Plain text of a program, such as a command. */
    public void code(String text) {
        body.append("<pre><code>").append(escaped(text)).append("</code></pre>\n");
    }

    /** Items of a list. */
    public void list(List<String> items) {
        body.append("<ul>");
        items.forEach(item -> body.append("<li>").append(escaped(item)).append("</li>"));
        body.append("</ul>\n");
    }

    /** Statistics that stand out. */
    public void tiles(List<Tile> tiles) {
        body.append("<dl class=\"tiles\">");
        for (Tile tile : tiles) {
            body.append("<div><dt>")
                    .append(escaped(tile.name()))
                    .append("</dt><dd>")
                    .append(escaped(tile.value()));
            body.append(tile.note().isEmpty() ? "" : "<small>" + escaped(tile.note()) + "</small>")
                    .append("</dd></div>");
        }
        body.append("</dl>\n");
    }

    /** A table. */
    public void table(Grid grid) {
        body.append(grid.html());
    }

    /** What is of interest to few, hidden until it is asked for. */
    public void folded(String summary, Runnable content) {
        body.append("<details><summary>").append(escaped(summary)).append("</summary>\n");
        content.run();
        body.append("</details>\n");
    }

    /**
     * Panels with one legend and a caption.
     *
     * @param plot the panels
     * @param size of the panels
     */
    public void figure(Figure.Plot plot, Size size) {
        String caption = plot.caption();
        List<Panel> panels = plot.panels();
        Map<String, Series> legend = new LinkedHashMap<>();
        panels.forEach(p ->
                p.series().stream().filter(s -> !s.name().isEmpty()).forEach(s -> legend.putIfAbsent(s.name(), s)));
        List<String> drawings = new ArrayList<>();
        for (Panel panel : panels) {
            drawings.add(InlineSvg.panel(panel, size.width, size.height, id(), description(panel, caption)));
        }
        StringBuilder keys = new StringBuilder();
        legend.forEach((name, series) -> keys.append("<span>")
                .append(InlineSvg.key(series))
                .append(escaped(name))
                .append("</span>"));
        place(size.style, drawings, keys.toString(), caption);
    }

    /** Blocks of images with a caption: each block by itself, so that they stand below each other where there is little room. */
    public void images(Figure.Images images) {
        List<String> drawings = new ArrayList<>();
        for (int b = 0; b < images.blocks().size(); b++) {
            drawings.add(InlineSvg.images(
                    new Figure.Images(
                            images.name(),
                            images.caption(),
                            List.of(images.titles().get(b)),
                            images.width(),
                            images.height(),
                            images.columns(),
                            List.<float[][]>of(images.blocks().get(b))),
                    id()));
        }
        place("square", drawings, "", images.caption());
    }

    /**
     * Matrices of numbers from −1 to 1 with a caption.
     *
     * @param caption what they show
     * @param size number of rows and of columns
     * @param matrices by their titles
     */
    public void matrices(String caption, int size, Map<String, double[]> matrices) {
        List<String> drawings = new ArrayList<>();
        matrices.forEach(
                (name, values) -> drawings.add(InlineSvg.matrix(values, size, id(), name, name + ". " + caption)));
        place("small", drawings, "", caption);
    }

    private void place(String style, List<String> drawings, String legend, String caption) {
        body.append("<figure class=\"").append(style).append("\"><div class=\"panels\">");
        drawings.forEach(body::append);
        body.append("</div>");
        if (!legend.isEmpty()) {
            body.append("<div class=\"legend\">").append(legend).append("</div>");
        }
        body.append("<figcaption>").append(escaped(caption)).append("</figcaption></figure>\n");
    }

    private String id() {
        return "figure-" + ++figures;
    }

    private static String description(Panel panel, String caption) {
        String axes = panel.y().label().isEmpty()
                ? panel.x().label()
                : panel.y().label() + " against " + panel.x().label();
        return axes.isEmpty() ? caption : axes + ". " + caption;
    }

    /** The numbers of the page as JSON, for programs. */
    public void numbers(String json) {
        numbers = json;
    }

    /** Writes the page. */
    public void write(OutputStream out) throws IOException {
        StringBuilder links = new StringBuilder();
        headings.forEach((id, heading) -> links.append("<a href=\"#")
                .append(id)
                .append("\">")
                .append(escaped(heading))
                .append("</a>"));
        StringBuilder all = new StringBuilder();
        sections.forEach((id, content) -> all.append("<section id=\"")
                .append(id)
                .append("\"><h2>")
                .append(escaped(headings.get(id)))
                .append("</h2>\n")
                .append(content)
                .append("</section>\n"));
        String page = resource("page.html")
                .replace("@TITLE@", escaped(title))
                .replace("@ABOUT@", escaped(about))
                .replace("@STYLE@", resource("page.css") + InlineSvg.styleSheet())
                .replace("@LINKS@", links)
                .replace("@BODY@", all)
                .replace("@NUMBERS@", numbers.replace("</", "<\\/"))
                .replace("@SCRIPT@", resource("page.js"));
        out.write(page.getBytes(StandardCharsets.UTF_8));
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing beside " + Page.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.slicedscore.cli.manual;

import java.util.List;
import java.util.Locale;

/** Text of a manual page, in the macros {@code man} of roff. */
public final class Roff {
    private final StringBuilder text = new StringBuilder();

    /**
     * Begins a page.
     *
     * @param name of the page
     * @param summary what it is about, in one line
     * @param source the program and its version
     */
    public Roff(String name, String summary, String source) {
        text.append(".TH \"")
                .append(escaped(name.toUpperCase(Locale.ROOT)))
                .append("\" \"1\" \"\" \"")
                .append(escaped(source))
                .append("\" \"User Commands\"\n");
        section("NAME");
        line(escaped(name) + " \\- " + escaped(summary));
    }

    /** Begins a section. */
    public Roff section(String title) {
        return line(".SH " + escaped(title.toUpperCase(Locale.ROOT)));
    }

    /** Begins a part of a section. */
    public Roff part(String title) {
        return line(".SS \"" + escaped(title) + "\"");
    }

    /** A paragraph. */
    public Roff paragraph(String words) {
        return line(".PP").line(escaped(words));
    }

    /**
     * An entry of a list.
     *
     * @param term what is explained, in bold
     * @param value what follows it in italics; empty for nothing
     * @param words what it is
     */
    public Roff entry(String term, String value, String words) {
        line(".TP");
        line("\\fB" + escaped(term) + "\\fR" + (value.isEmpty() ? "" : " \\fI" + escaped(value) + "\\fR"));
        return line(escaped(words));
    }

    /** Lines that stay as they are, such as examples. */
    public Roff verbatim(List<String> lines) {
        line(".PP").line(".nf");
        lines.forEach(l -> line(escaped(l)));
        return line(".fi");
    }

    private Roff line(String line) {
        text.append(line).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** A backslash, a hyphen that is a minus, and a dot or quote at the start of a line mean something to roff. */
    private static String escaped(String words) {
        String text = words.replace("\\", "\\e").replace("-", "\\-").replace("\"", "\\(dq");
        return text.startsWith(".") || text.startsWith("'") ? "\\&" + text : text;
    }
}

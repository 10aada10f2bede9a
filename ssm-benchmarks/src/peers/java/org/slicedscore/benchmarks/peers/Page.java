package org.slicedscore.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page of the documentation: a section for each processor, of which one at a time is replaced. */
final class Page {
    private static final String NEXT = "\n## ";

    private static final String BEGINNING = """
            # Benchmarks

            One section for each processor that was at hand. `scripts/bench-peers` writes the section of the processor that it runs on
            and leaves the others as they are. Edit the program, not this page. [speed.md](speed.md) explains where the time goes.
            """;

    private static final String END = """

            ## To run it

            ```sh
            scripts/bench-peers                  # everything, on an idle machine; about half an hour on two cores
            scripts/bench-peers steps --only wide,nice
            scripts/bench-jmh MatMulBenchmark    # JMH benchmarks of single pieces
            ```

            `scripts/bench-peers` turns on the Maven profile `peers`, which fetches libtorch, MKL and OpenBLAS for Linux on x86-64
            from Maven Central (about 300 MB); no other build does. libtorch is linked with OpenBLAS; the flag
            `-Dorg.bytedeco.openblas.load=mkl` makes JavaCPP load MKL under that name. Variables of the environment that choose
            kernels or threads of these libraries are removed first.
            """;

    private final Path file;

    Page(Path file) {
        this.file = file;
    }

    /** Writes a processor's section, in place of the one that the page may have. */
    void write(Report report) throws IOException {
        String old = Files.exists(file) ? Files.readString(file) : BEGINNING + END;
        Files.writeString(file, replaced(old, report.processor(), report.text()));
    }

    /** The page with another section for a processor. */
    static String replaced(String page, String processor, String text) {
        String heading = NEXT + processor + "\n";
        String section = heading + "\n" + text.strip() + "\n";
        int from = page.indexOf(heading);
        if (from < 0) {
            int last = page.lastIndexOf(NEXT);
            return page.substring(0, last) + section + page.substring(last);
        }
        int to = page.indexOf(NEXT, from + 1);
        return page.substring(0, from) + section + page.substring(to);
    }
}

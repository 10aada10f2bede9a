package org.slicedscore.testkit;

import static org.slicedscore.testkit.Expect.assertArrayEquals;
import static org.slicedscore.testkit.Expect.assertEquals;
import static org.slicedscore.testkit.Expect.assertFalse;
import static org.slicedscore.testkit.Expect.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slicedscore.api.data.DataFormat;
import org.slicedscore.api.data.DataFormat.Match;
import org.slicedscore.api.data.DataFormat.Sample;
import org.slicedscore.api.data.RowInput;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.SsmException.Kind;
import org.slicedscore.api.option.Options;

/**
 * The contract of {@link DataFormat}s. Extend it, return the format, and run the class with JUnit.
 *
 * <p>It reads the format's {@link #samples()} from files and from streams, intact and truncated.
 *
 * @since 0.2.0
 */
public abstract class DataFormatContract extends PluginContract {
    private static final byte[] TEXT = "a,b\n1,2\n3,4\n".getBytes(StandardCharsets.US_ASCII);
    private static final int CUTS = 200;

    /** For subclasses. */
    protected DataFormatContract() {}

    /** {@return the format under test, a fresh or shared instance} */
    protected abstract DataFormat format();

    @Override
    protected final DataFormat plugin() {
        return format();
    }

    /**
     * Files to read with {@link #options()}.
     *
     * @return at least one; by default the format's own
     */
    protected List<Sample> samples() {
        return format().samplesForChecks();
    }

    private List<Sample> someSamples() {
        List<Sample> samples = samples();
        assertFalse(
                samples.isEmpty(),
                name() + ": there is no file to read; return one from samplesForChecks(), or override samples()");
        return samples;
    }

    /** File endings are in lower case, and the samples have them. */
    @Check("endings are in lower case, and samples are named so")
    protected void endingsAreNames() {
        List<String> endings = format().endings();
        assertFalse(endings.isEmpty(), name() + ": endings() is empty; name at least one, such as .dat");
        for (String ending : endings) {
            assertTrue(
                    ending.length() > 1 && ending.equals(ending.toLowerCase(Locale.ROOT)) && !ending.endsWith(".gz"),
                    name() + ": endings() has '" + ending + "'; lower case is expected, without .gz");
        }
        for (Sample sample : someSamples()) {
            assertTrue(
                    endings.stream().anyMatch(sample.fileName()::endsWith),
                    name() + ": the sample " + sample.fileName() + " has none of the endings " + endings);
        }
        assertFalse(format().title().isBlank(), name() + ": title() is blank");
    }

    /** Sniffing does not modify the first bytes and answers for any input. */
    @Check("sniffing knows the samples, claims nothing else, and changes no byte")
    protected void sniffingIsHarmless() {
        for (Sample sample : someSamples()) {
            assertTrue(matches(sample.bytes()) != Match.NO, name() + ": does not match its own " + sample.fileName());
            for (int length = 0; length < Math.min(16, sample.bytes().length); length++) {
                matches(Arrays.copyOf(sample.bytes(), length));
            }
        }
        byte[] random = new byte[4096];
        new Random(1).nextBytes(random);
        for (byte[] foreign : List.of(new byte[0], new byte[1], new byte[4096], random, TEXT)) {
            assertTrue(
                    matches(foreign) != Match.YES,
                    () -> name() + ": matches() says YES to " + describe(foreign)
                            + "; that is for bytes that no other format begins with");
        }
    }

    private Match matches(byte[] head) {
        byte[] copy = head.clone();
        Match match;
        try {
            match = format().matches(copy);
        } catch (RuntimeException e) {
            return Expect.fail(name() + ": matches() throws " + e + " at " + describe(head) + "; answer NO", e);
        }
        assertTrue(match != null, () -> name() + ": matches() is null for " + describe(head));
        assertTrue(Arrays.equals(head, copy), name() + ": matches() changes the bytes it is shown");
        return match;
    }

    private static String describe(byte[] head) {
        return head.length + " bytes that begin with " + Arrays.toString(Arrays.copyOf(head, Math.min(6, head.length)));
    }

    /** A file holds what its sample says. */
    @Check("a file's columns and rows are what the sample says")
    protected void readsItsSamples() {
        for (Sample sample : someSamples()) {
            try (KitInput input = KitInput.file(sample.fileName(), sample.bytes())) {
                checkRows(sample, read(input, settings()), "from a file");
            }
        }
    }

    /** The same rows come from a stream that is not a file, in small pieces. */
    @Check("a stream without a file, in small pieces, gives the same rows, or is refused")
    protected void readsStreams() {
        for (Sample sample : someSamples()) {
            KitInput input = KitInput.dribbling(sample.bytes());
            KitRows rows;
            try {
                rows = read(input, settings());
            } catch (SsmException e) {
                checkRefusal(e, input, "of a stream that is not a file");
                continue;
            }
            checkRows(sample, rows, "from a stream in small pieces; a read may give fewer bytes than asked for");
        }
    }

    private void checkRows(Sample sample, KitRows found, String from) {
        String what = name() + ": " + sample.fileName() + " " + from + ": ";
        assertEquals(sample.columns(), found.columns(), what + "the columns");
        assertEquals(sample.rows().length, found.rows().size(), what + "the number of rows");
        for (int row = 0; row < sample.rows().length; row++) {
            assertArrayEquals(sample.rows()[row], found.rows().get(row), what + "row " + (row + 1));
        }
        assertEquals(
                found.rows().size(),
                new HashSet<>(found.places()).size(),
                what + "place() is the same for two rows, of " + found.places());
        assertTrue(
                found.places().stream().allMatch(p -> p.matches(".*\\d.*")),
                () -> what + "place() is one of " + found.places() + "; a number is expected, such as row 7");
    }

    /** A truncated file is an error or ends early; no row is invented. */
    @Check("a file that is cut short is refused with its name, or ends early; no row is made up")
    protected void truncatedFilesAreSeen() {
        for (Sample sample : someSamples()) {
            int length = sample.bytes().length;
            IntStream.range(0, Math.min(CUTS, length))
                    .map(i -> (int) ((long) i * length / Math.min(CUTS, length)))
                    .forEach(cut -> truncated(sample, cut));
        }
    }

    private void truncated(Sample sample, int cut) {
        String what = name() + ": the first " + cut + " of the " + sample.bytes().length + " bytes of "
                + sample.fileName() + ": ";
        try (KitInput input = KitInput.file(sample.fileName(), Arrays.copyOf(sample.bytes(), cut))) {
            KitRows found;
            try {
                found = read(input, settings());
            } catch (SsmException e) {
                checkRefusal(e, input, "of its first " + cut + " bytes");
                return;
            }
            int most = 2 * cut < sample.bytes().length ? sample.rows().length - 1 : sample.rows().length;
            assertTrue(
                    found.rows().size() <= most,
                    what + found.rows().size() + " rows are read, of the " + sample.rows().length
                            + " in the whole; fail with SsmException.data where the input ends too early");
            // in text, the last row read may be the beginning of one
            for (int row = 0; row < found.rows().size() - 1 && found.columns().equals(sample.columns()); row++) {
                assertArrayEquals(sample.rows()[row], found.rows().get(row), what + "row " + (row + 1));
            }
        }
    }

    /** A foreign file is an error of kind DATA that names the input. */
    @Check("a foreign file is refused with its name")
    protected void foreignFilesAreRefused() {
        byte[] random = new byte[1000];
        new Random(2).nextBytes(random);
        for (byte[] bytes : List.of(new byte[1], new byte[1000], random, TEXT)) {
            String ending = format().endings().getFirst();
            try (KitInput input = KitInput.file("foreign" + ending, bytes)) {
                read(input, settings()); // a format without a header may find rows in anything
            } catch (SsmException e) {
                assertTrue(
                        e.getMessage().contains("foreign" + ending),
                        () -> name() + ": the refusal of " + describe(bytes) + " does not name the file: "
                                + e.getMessage());
                assertEquals(Kind.DATA, e.kind(), name() + ": the kind of the refusal of " + describe(bytes));
            }
        }
    }

    /** Files opened besides the input are closed, even after failures. */
    @Check("nothing is left open")
    protected void everythingIsClosed() {
        Path open = Path.of("/proc/self/fd");
        Expect.assumeTrue(Files.isDirectory(open), () -> "this system does not say which files are open");
        for (Sample sample : someSamples()) {
            int length = sample.bytes().length;
            for (int cut : new int[] {length, length / 2, length - 1}) {
                KitInput input = KitInput.file(sample.fileName(), Arrays.copyOf(sample.bytes(), cut));
                try (input) {
                    read(input, settings());
                } catch (SsmException e) {
                    checkRefusal(e, input, "of its first " + cut + " bytes");
                }
                assertFalse(
                        isOpen(open, input.file().orElseThrow()),
                        name() + ": " + sample.fileName() + ", " + (cut == length ? "whole" : "cut short")
                                + ", is still open when the reader and the input are closed");
            }
        }
    }

    private static boolean isOpen(Path descriptors, Path file) {
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.anyMatch(d -> {
                try {
                    return Files.readSymbolicLink(d).toString().startsWith(file.toString());
                } catch (IOException e) {
                    return false; // closed meanwhile
                }
            });
        } catch (IOException e) {
            return Expect.abort("the open files cannot be listed: " + e.getMessage());
        }
    }

    /** Options accept the values that they declare. */
    @Check("every option works, or is refused, at the values that its declaration admits")
    protected void optionsWork() {
        for (Sample sample : someSamples()) {
            withEachOption(
                    options -> {
                        try (KitInput input = KitInput.file(sample.fileName(), sample.bytes())) {
                            read(input, options);
                        }
                    },
                    Kind.DATA);
        }
    }

    private KitRows read(RowInput input, Options options) {
        try {
            return KitRows.read(name(), format(), input, options);
        } catch (SsmException | AssertionError e) {
            throw e;
        } catch (RuntimeException e) {
            return Expect.fail(
                    name() + ": reading " + input.name() + " throws " + e
                            + "; what cannot be read is refused with SsmException.data",
                    e);
        }
    }

    private void checkRefusal(SsmException e, RowInput input, String what) {
        assertEquals(Kind.DATA, e.kind(), name() + ": the kind of the refusal " + what + ": " + e.getMessage());
        assertTrue(
                e.getMessage().contains(input.name()),
                name() + ": the refusal " + what + " does not name the input, " + input.name() + ": " + e.getMessage());
    }
}

package org.slicedscore.testkit;

import static org.slicedscore.testkit.ContractsFailTest.assertFails;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slicedscore.api.data.DataFormat;
import org.slicedscore.api.data.RowInput;
import org.slicedscore.api.data.RowReader;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.testkit.SmallestPluginsTest.Bytes;

/** Formats with one mistake each fail their contract, which says what is wrong. */
class FormatsFailTest {
    /** The smallest format, of which subclasses get something wrong. */
    private static class Wrong extends Bytes {
        @Override
        public String id() {
            return "wrong";
        }
    }

    private static DataFormatContract contract(DataFormat format) {
        return new DataFormatContract() {
            @Override
            protected DataFormat format() {
                return format;
            }
        };
    }

    /** An input of other bytes. */
    private static RowInput with(RowInput input, byte[] bytes) {
        return new RowInput() {
            @Override
            public String name() {
                return input.name();
            }

            @Override
            public byte[] head() {
                return bytes;
            }

            @Override
            public java.util.Optional<Path> file() {
                return input.file();
            }

            @Override
            public String fileName() {
                return input.fileName();
            }

            @Override
            public InputStream stream() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    private static byte[] all(RowInput input) {
        try {
            return input.stream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFormatWithoutASample() {
        DataFormatContract c = contract(new Wrong() {
            @Override
            public List<Sample> samplesForChecks() {
                return List.of();
            }
        });
        assertFails(c::readsItsSamples, "samplesForChecks()");
    }

    @Test
    void aFormatWithAnEndingInUpperCase() {
        assertFails(
                contract(new Wrong() {
                    @Override
                    public List<String> endings() {
                        return List.of(".BYTES");
                    }
                })::endingsAreNames,
                "lower case");
    }

    @Test
    void aFormatThatClaimsWhatIsNotItsOwn() {
        assertFails(
                contract(new Wrong() {
                    @Override
                    public Match matches(byte[] head) {
                        return Match.YES;
                    }
                })::sniffingIsHarmless,
                "YES");
    }

    @Test
    void aFormatThatLooksBeyondTheHead() {
        assertFails(
                contract(new Wrong() {
                    @Override
                    public Match matches(byte[] head) {
                        return head[0] == 'B' ? Match.YES : Match.NO;
                    }
                })::sniffingIsHarmless,
                "ArrayIndexOutOfBoundsException",
                "answer NO");
    }

    @Test
    void aFormatThatChangesTheHead() {
        assertFails(
                contract(new Wrong() {
                    @Override
                    public Match matches(byte[] head) {
                        Match match = super.matches(head);
                        Arrays.fill(head, (byte) 0);
                        return match;
                    }
                })::sniffingIsHarmless,
                "changes the bytes");
    }

    @Test
    void aFormatThatLosesTheLastRow() {
        assertFails(
                contract(new Wrong() {
                    @Override
                    public RowReader open(RowInput input, Options options) {
                        byte[] bytes = all(input);
                        return super.open(with(input, Arrays.copyOf(bytes, bytes.length - 2)), options);
                    }
                })::readsItsSamples,
                "the number of rows");
    }

    /** It works with files, of which a read mostly gives what was asked for. */
    @Test
    void aFormatThatTrustsRead() {
        DataFormatContract c = contract(new Wrong() {
            @Override
            public RowReader open(RowInput input, Options options) {
                byte[] bytes = new byte[1000];
                try {
                    int got = input.stream().read(bytes);
                    return super.open(with(input, Arrays.copyOf(bytes, Math.max(0, got))), options);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        c.readsItsSamples();
        assertFails(c::readsStreams, "small pieces");
    }

    @Test
    void aFormatThatMakesUpWhatIsMissing() {
        assertFails(
                contract(new Wrong() {
                    @Override
                    public RowReader open(RowInput input, Options options) {
                        return super.open(with(input, Arrays.copyOf(all(input), 7)), options);
                    }
                })::truncatedFilesAreSeen,
                "rows are read");
    }

    @Test
    void aFormatWithErrorsOfItsOwn() {
        assertFails(
                contract(new Wrong() {
                    @Override
                    public RowReader open(RowInput input, Options options) {
                        if (input.head().length < 5) {
                            throw new IllegalStateException("too short");
                        }
                        return super.open(input, options);
                    }
                })::truncatedFilesAreSeen,
                "too short",
                "SsmException.data");
    }

    @Test
    void aFormatThatDoesNotNameTheFile() {
        assertFails(
                contract(new Wrong() {
                    @Override
                    public RowReader open(RowInput input, Options options) {
                        if (matches(input.head()) == Match.NO) {
                            throw SsmException.data("not ours");
                        }
                        return super.open(input, options);
                    }
                })::foreignFilesAreRefused,
                "does not name the file");
    }

    @Test
    void aFormatThatLeavesItsFileOpen() {
        DataFormatContract c = contract(new Wrong() {
            @Override
            public RowReader open(RowInput input, Options options) {
                try {
                    Files.newByteChannel(input.file().orElseThrow()).position(1);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return super.open(input, options);
            }
        });
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")));
        assertFails(c::everythingIsClosed, "still open");
    }

    @Test
    void aFormatWithAnOptionThatBreaksIt() {
        Option<Integer> skip = Option.integer("skip", 0, 0, 9, "How many rows to leave out");
        assertFails(
                contract(new Wrong() {
                    @Override
                    public List<Option<?>> options() {
                        return List.of(skip);
                    }

                    @Override
                    public RowReader open(RowInput input, Options options) {
                        byte[] bytes = all(input);
                        if (options.get(skip) > 2) {
                            throw new IndexOutOfBoundsException("skip");
                        }
                        return super.open(with(input, bytes), options);
                    }
                })::optionsWork,
                "'skip' at '3'",
                "SsmException");
    }
}

package org.slicedscore.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slicedscore.api.data.DataFormat;
import org.slicedscore.api.data.DataFormat.Match;
import org.slicedscore.api.data.RowReader;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.PluginEntry;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.data.io.ByteSource;
import org.slicedscore.data.io.ForeignFormats;
import org.slicedscore.data.io.Quoting;
import org.slicedscore.data.schema.Schema;

/** The installed formats, and the choice of one for an input. The first bytes decide; a contradicting file name is an error. */
final class Formats {
    /** Names the format, among the options given to it. */
    private static final String FORMAT = "format";

    private final Catalog catalog;
    private final List<PluginEntry> all;

    Formats(Catalog catalog) {
        this.catalog = catalog;
        this.all = catalog.entries(PluginKind.DATA);
    }

    private static DataFormat format(PluginEntry entry) {
        return (DataFormat) entry.plugin();
    }

    /** Reads all rows of a source; a schema of null is found out. */
    Table read(DataSource named, ByteSource source, ReadOptions options, Schema schema, LongConsumer progress) {
        return open(source, options, rows -> RowTables.read(named, rows, options, schema, progress));
    }

    /** Opens a source in its format, and closes it after use. */
    <T> T open(ByteSource source, ReadOptions options, Function<RowReader, T> use) {
        Map<String, String> given = new LinkedHashMap<>(options.format());
        String asked = given.remove(FORMAT);
        PluginEntry entry = asked == null ? find(source) : catalog.entry(PluginKind.DATA, asked);
        DataFormat format = format(entry);
        if (source.isFolder() && !format.folders()) {
            throw isFolder(source);
        }
        try {
            Options values = options(source, entry, options, given);
            try (RowReader rows = format.open(source, values)) {
                return use.apply(rows);
            }
        } catch (SsmException e) {
            throw e;
        } catch (LinkageError | RuntimeException e) {
            throw Problem.data(source.name())
                    .says(
                            "the format '%s' from %s failed (%s)",
                            entry.id(), entry.location(), Quoting.plain(String.valueOf(e), 200))
                    .remedy("get a repaired version of it")
                    .exception(e);
        }
    }

    private static Options options(
            ByteSource source, PluginEntry entry, ReadOptions options, Map<String, String> given) {
        DataFormat format = format(entry);
        List<String> declared = format.options().stream().map(Option::name).toList();
        options.builtIn().forEach((name, value) -> {
            if (!declared.contains(name)) {
                options.refuse(name, source.name(), format.title());
            }
            given.put(name, value);
        });
        return Options.parse(new Subject.Plugin("data", entry.id()), format.options(), given);
    }

    private PluginEntry find(ByteSource source) {
        PluginEntry named = named(source.fileName());
        if (source.isFolder()) {
            return ofFolder(source, named);
        }
        PluginEntry found = sniff(source, named);
        checkName(source, named, found);
        return found;
    }

    /** The format of a folder's first file: that of its name, or of its first bytes, so that the format names what is wrong. */
    private PluginEntry ofFolder(ByteSource source, PluginEntry named) {
        return Stream.concat(Stream.ofNullable(named), matching(source, Match.YES).stream())
                .filter(entry -> format(entry).folders())
                .findFirst()
                .orElseThrow(() -> isFolder(source));
    }

    private SsmException isFolder(ByteSource source) {
        List<String> titles = all.stream()
                .filter(entry -> format(entry).folders())
                .map(entry -> format(entry).title())
                .toList();
        String folders = titles.isEmpty() ? "" : ", or a folder of files in " + String.join(" or ", titles);
        return ByteSource.isFolder(source.path(), "a file" + folders);
    }

    private PluginEntry named(String fileName) {
        List<PluginEntry> best = new ArrayList<>();
        int longest = 1;
        for (PluginEntry entry : all) {
            int length = format(entry).endings().stream()
                    .filter(fileName::endsWith)
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
            if (length > longest) {
                best.clear();
                longest = length;
            }
            if (length == longest) {
                best.add(entry);
            }
        }
        return best.size() == 1 ? best.getFirst() : null;
    }

    private PluginEntry sniff(ByteSource source, PluginEntry named) {
        List<PluginEntry> sure = matching(source, Match.YES);
        if (!sure.isEmpty()) {
            return one(source, sure, named);
        }
        List<PluginEntry> possible = matching(source, Match.MAYBE);
        if (possible.isEmpty()) {
            throw unknown(source);
        }
        return one(source, possible, named);
    }

    private SsmException unknown(ByteSource source) {
        String expected = "expected rows as "
                + all.stream().map(e -> format(e).title()).distinct().collect(Collectors.joining(", "));
        String foreign = ForeignFormats.name(source.head());
        if (foreign != null) {
            return Problem.data(new Subject.Byte(source.name(), 0))
                    .found("%s, %s", foreign, expected)
                    .remedy("convert it")
                    .exception();
        }
        byte[] head = source.head();
        int zero = 0;
        while (zero < head.length && head[zero] != 0) {
            zero++;
        }
        return Problem.data(new Subject.Byte(source.name(), zero == head.length ? 0 : zero))
                .found(
                        "%s in a file that begins with %s, which is no format that is known",
                        zero == head.length ? "no magic number" : "a zero byte", Quoting.hex(head, 6))
                .remedy("%s", expected)
                .exception();
    }

    private List<PluginEntry> matching(ByteSource source, Match match) {
        return all.stream()
                .filter(e -> format(e).matches(source.head()) == match)
                .sorted(Comparator.comparing(PluginEntry::id))
                .toList();
    }

    private static PluginEntry one(ByteSource source, List<PluginEntry> found, PluginEntry named) {
        if (found.size() == 1) {
            return found.getFirst();
        }
        if (found.contains(named)) {
            return named;
        }
        throw Problem.usage(new Subject.File(source.name()))
                .says(
                        "may be of the formats %s",
                        found.stream().map(PluginEntry::describe).collect(Collectors.joining(" and ")))
                .remedy(
                        "say which with %s, such as %s",
                        Subject.setting("data.format"),
                        Subject.setting("data.format", found.getFirst().qualified()))
                .exception();
    }

    private static void checkName(ByteSource source, PluginEntry named, PluginEntry found) {
        if (source.path() == null) {
            return;
        }
        String fileName = source.path().getFileName().toString();
        boolean namedGzip = fileName.toLowerCase(java.util.Locale.ROOT).endsWith(".gz");
        if (namedGzip && !source.gzip()) {
            throw Problem.data(source.name())
                    .says("named .gz, but byte 0 is not gzip: found %s", Quoting.hex(source.head(), 2))
                    .expected("1f 8b")
                    .remedy("rename it without .gz, or download it again")
                    .exception();
        }
        if (!namedGzip && source.gzip() && named != null) {
            throw Problem.data(source.name())
                    .says(
                            "named as %s, but byte 0 on is gzip (1f 8b)",
                            format(named).title())
                    .remedy("rename it to %s.gz", fileName)
                    .exception();
        }
        if (named != null && named != found) {
            throw Problem.data(source.name())
                    .says(
                            "named as %s, but byte 0 on is %s (found %s)",
                            format(named).title(), format(found).title(), Quoting.hex(source.head(), 6))
                    .remedy("rename it, or check that this is the right file")
                    .exception();
        }
    }
}

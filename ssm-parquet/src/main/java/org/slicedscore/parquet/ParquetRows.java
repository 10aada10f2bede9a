package org.slicedscore.parquet;

import dev.hardwood.HardwoodContext;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.slicedscore.api.data.RowReader;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;

/** The rows of one file after those of the other. The first one says what the columns are. */
final class ParquetRows implements RowReader {
    private static final Logger HARDWOOD = Logger.getLogger("dev.hardwood");

    static {
        // It tells of vectors at level INFO, which Java prints for those who never set a level.
        if (HARDWOOD.getLevel() == null) {
            HARDWOOD.setLevel(Level.WARNING);
        }
    }

    private final List<TableFile> parts;
    private final HardwoodContext context;
    private final List<Field> fields;
    private boolean[] selected;
    private OpenTableFile open;
    private int index;
    private boolean started;

    ParquetRows(List<TableFile> parts) {
        this.parts = parts;
        context = HardwoodContext.create();
        try {
            open = new OpenTableFile(parts.getFirst(), context);
            fields = open.fields();
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
        selected = new boolean[fields.size()];
        Arrays.fill(selected, true);
    }

    @Override
    public List<String> columns() {
        return fields.stream().map(Field::name).toList();
    }

    @Override
    public void select(int[] columns) {
        Arrays.fill(selected, false);
        for (int column : columns) {
            selected[column] = true;
        }
        start();
    }

    private void start() {
        started = true;
        open.select(IntStream.range(0, selected.length)
                .map(j -> selected[j] ? j : -1)
                .toArray());
    }

    @Override
    public boolean next() {
        if (!started) {
            start();
        }
        while (!open.next()) {
            if (index + 1 == parts.size()) {
                return false;
            }
            open.close();
            index++;
            open = new OpenTableFile(parts.get(index), context);
            open.select(match());
        }
        return true;
    }

    /** Where the columns are in the file at hand. */
    private int[] match() {
        List<String> names = open.fields().stream().map(Field::name).toList();
        List<String> first = columns();
        names.stream().filter(name -> !first.contains(name)).findFirst().ifPresent(name -> {
            throw differs("has", name, "lacks");
        });
        int[] columns = new int[fields.size()];
        for (int j = 0; j < columns.length; j++) {
            int found = names.indexOf(first.get(j));
            if (found < 0) {
                throw differs("lacks", first.get(j), "has");
            }
            if (selected[j]) {
                checkType(fields.get(j), open.fields().get(found), found);
            }
            columns[j] = selected[j] ? found : -1;
        }
        return columns;
    }

    private void checkType(Field before, Field now, int column) {
        if (now.type().isPresent()
                && now.type().get().family() != before.type().orElseThrow().family()) {
            throw Problem.data(OpenTableFile.subject(parts.get(index).name(), column, now))
                    .found("%s", now.found())
                    .expected("%s, as in %s", before.found(), parts.getFirst().name())
                    .remedy("write the files with the same types, or read them one by one")
                    .exception();
        }
    }

    private RuntimeException differs(String here, String column, String there) {
        return Problem.data(new Subject.File(parts.get(index).name()))
                .says(
                        "%s the column '%s', which %s %s",
                        here, ParquetErrors.plain(column, 60), parts.getFirst().name(), there)
                .expected("the same columns in all files of a folder")
                .remedy("write them with the same columns, or read them one by one")
                .exception();
    }

    @Override
    public double number(int column) {
        return open.cell(column).number();
    }

    @Override
    public String text(int column) {
        return open.cell(column).text();
    }

    @Override
    public boolean missing(int column) {
        return open.cell(column).missing();
    }

    @Override
    public String place() {
        return open.place();
    }

    @Override
    public void close() {
        open.close();
        context.close();
    }
}

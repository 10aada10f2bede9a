package org.slicedscore.data;

import java.io.InputStream;
import java.util.List;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.data.io.ByteSource;
import org.slicedscore.data.io.Quoting;

/** The real data sets shipped with the framework. */
public final class Builtins {
    private static final List<BuiltinSet> ALL = List.of(new BuiltinSet(
            "redwine",
            "physicochemical measurements of 1599 red wines, 11 columns, label quality",
            "UCI Machine Learning Repository, Wine Quality; P. Cortez et al. 2009; CC BY 4.0",
            "winequality-red.csv",
            "quality"));

    private Builtins() {}

    /**
     * Finds a built-in set.
     *
     * @param name the name after {@code builtin:}
     * @throws SsmException of kind USAGE if there is none of that name
     */
    public static BuiltinSet named(String name) {
        for (BuiltinSet set : ALL) {
            if (set.name().equals(name)) {
                return set;
            }
        }
        throw Problem.usage(new Subject.File("builtin:" + name))
                .says("there is no built-in set %s", Quoting.quote(name))
                .remedy("%s", Suggest.among(name, names()))
                .exception();
    }

    /** The names of all. */
    public static List<String> names() {
        return ALL.stream().map(BuiltinSet::name).toList();
    }

    /** Opens the set's file. */
    static ByteSource open(BuiltinSet set) {
        InputStream in = Builtins.class.getResourceAsStream("builtin/" + set.resource());
        if (in == null) {
            throw new IllegalStateException("resource builtin/" + set.resource() + " is not in the jar");
        }
        return ByteSource.stream("builtin:" + set.name(), in);
    }
}

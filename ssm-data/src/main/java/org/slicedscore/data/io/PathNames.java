package org.slicedscore.data.io;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.slicedscore.api.error.Message;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;

/** Paths from text. */
public final class PathNames {
    private PathNames() {}

    /**
     * Reads a path.
     *
     * @param text as a user writes it
     * @throws SsmException of kind USAGE if it is none, or has letters that this JVM has no bytes for
     */
    public static Path of(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw invalid(text).exception(e);
        }
    }

    /**
     * What is wrong with a path that is none.
     *
     * @param text the path
     */
    public static Problem invalid(String text) {
        Problem problem = Problem.of(SsmException.Kind.USAGE, Message.of("%s is no valid path", Quoting.quote(text)));
        String encoding = System.getProperty("sun.jnu.encoding", "");
        return encoding.equals("UTF-8") || text.chars().allMatch(c -> c < 128)
                ? problem.remedy("check it")
                : problem.remedy(
                        "names of files are in %s in this locale: set LC_ALL=C.UTF-8, or another locale with UTF-8, before Java starts",
                        encoding);
    }
}

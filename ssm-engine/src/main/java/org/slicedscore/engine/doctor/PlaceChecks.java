package org.slicedscore.engine.doctor;

import static org.slicedscore.engine.doctor.Diagnosis.note;
import static org.slicedscore.engine.doctor.Diagnosis.ok;
import static org.slicedscore.engine.doctor.Diagnosis.problem;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import org.slicedscore.engine.doctor.Host.Folder;
import org.slicedscore.engine.doctor.Host.Text;

/** Names of files, and folders to write to. */
final class PlaceChecks {
    /** Letters of three scripts; an encoding of names that has them all is a Unicode one. */
    private static final String LETTERS = "öжか";

    private static final long LITTLE_SPACE = 1L << 30;
    private static final long NO_SPACE = 20L << 20;

    private PlaceChecks() {}

    static Diagnosis text(Text text) {
        String locale = text.locale().isEmpty() ? "no locale set" : text.locale();
        if (!writesAll(text.encoding())) {
            return problem(
                    "file-names",
                    text.encoding() + ", " + locale,
                    "A file whose name has letters that this encoding lacks cannot be read or written.",
                    "Set LC_ALL=C.UTF-8 or another locale with UTF-8 that is installed.");
        }
        if (!text.replaced().isEmpty()) {
            return note(
                    "file-names",
                    text.encoding() + ", " + locale + " replaced by " + text.replaced(),
                    "The locale of this shell knows ASCII alone. The launcher took another, so ssm works; other programs may fail on "
                            + "names of files with other letters.",
                    "Set LC_ALL=" + text.replaced() + ".");
        }
        return ok("file-names", text.encoding());
    }

    private static boolean writesAll(String encoding) {
        try {
            return Charset.forName(encoding).newEncoder().canEncode(LETTERS);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException | UnsupportedOperationException e) {
            return false;
        }
    }

    static Diagnosis folder(Folder folder) {
        String free = folder.free() < 0
                ? ""
                : String.format(Locale.ROOT, ", %.1f GiB free", folder.free() / (double) (1L << 30));
        if (!folder.refusal().isEmpty()) {
            String found = folder.path() + ": " + folder.refusal();
            return folder.needed()
                    ? problem(
                            folder.id(),
                            found,
                            "Nothing can be written there: " + folder.use() + ".",
                            "Change its permissions, or use another folder.")
                    : note(
                            folder.id(),
                            found,
                            "Nothing can be written there: " + folder.use() + ".",
                            "Nothing if that is meant; else change its permissions.");
        }
        if (folder.free() >= 0 && folder.free() < LITTLE_SPACE) {
            String meaning = "There is little room left: " + folder.use() + ".";
            String remedy = "Delete files that are not needed, or use another folder.";
            return folder.free() < NO_SPACE && folder.needed()
                    ? problem(folder.id(), folder.path() + free, meaning, remedy)
                    : note(folder.id(), folder.path() + free, meaning, remedy);
        }
        return ok(folder.id(), folder.path() + free);
    }
}

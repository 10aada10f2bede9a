package org.slicedscore.catalog;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.slicedscore.catalog.PluginProblem.Phase;

/** A file of {@code META-INF/services}: one class name a line; {@code #} starts a comment. */
record ServiceFile(PluginKind kind, Path jar, List<PluginProblem> faults) {
    private static final Pattern CLASS =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*");
    private static final int SHOWN = 80;

    /** Bytes of the longest file that is read: a compressed one may have any size. */
    static final int LONGEST = 1 << 20;

    /** The classes it names; other lines become faults. */
    List<String> read(byte[] bytes) {
        List<String> names = new ArrayList<>();
        if (bytes.length > LONGEST) {
            fault("the file is longer than " + LONGEST + " bytes", "name the classes alone");
            return names;
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            fault("the file is not UTF-8", "write it as UTF-8");
            return names;
        }
        int number = 0;
        for (String line : (text.startsWith("\ufeff") ? text.substring(1) : text).split("\\R", -1)) {
            number++;
            int comment = line.indexOf('#');
            String name = (comment < 0 ? line : line.substring(0, comment)).strip();
            if (name.isEmpty() || names.contains(name)) {
                continue;
            }
            if (CLASS.matcher(name).matches()) {
                names.add(name);
            } else {
                String shown = name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "…";
                fault(
                        "line " + number + " is '" + shown.replaceAll("\\p{C}", "?") + "', no name of a class",
                        "mend it");
            }
        }
        if (names.isEmpty() && faults.isEmpty()) {
            fault(
                    "the file names no class",
                    "name the class that implements " + kind.type().getSimpleName());
        }
        return names;
    }

    private void fault(String cause, String remedy) {
        String file = "META-INF/services/" + kind.type().getName();
        faults.add(PluginProblem.of(kind, jar.toString(), "", Phase.FIND, file + ": " + cause, remedy));
    }
}

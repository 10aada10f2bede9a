package org.slicedscore.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.catalog.PluginProblem.Phase;

/**
 * Which jars in folders of plug-ins may be used: all, or those whose SHA-256 a list names. A jar that is not on the list is
 * reported as a problem of phase {@code TRUST}, and nothing in it is read.
 */
public final class PluginTrust {
    /** The environment variable that names the list, where the caller does not. */
    public static final String VARIABLE = "SSM_PLUGINS_TRUST";

    /** Every jar may be used. */
    public static final PluginTrust EVERYTHING = new PluginTrust(null, Set.of());

    private static final Pattern LINE = Pattern.compile("\\\\?([0-9a-fA-F]{64})\\s.*");
    private static final int SHOWN = 40;

    /** Far more lines than there are plug-ins. */
    private static final long LONGEST = 1 << 20;

    private final Path list;
    private final Set<String> sums;

    private PluginTrust(Path list, Set<String> sums) {
        this.list = list;
        this.sums = sums;
    }

    /**
     * Reads a list: lines as {@code sha256sum} writes them, 64 hexadecimal digits and a name. Names do not matter. Empty
     * lines and those that begin with {@code #} are skipped.
     *
     * @param list the file
     * @throws SsmException of kind USAGE if it cannot be read or has another line
     */
    public static PluginTrust of(Path list) {
        return of(list.toString(), Subject.setting("plugins-trust"));
    }

    /**
     * The list that is asked for, else that of {@code SSM_PLUGINS_TRUST}, else everything.
     *
     * @param given the file; null for none
     * @param environment variables by name
     * @throws SsmException as {@link #of}
     */
    public static PluginTrust find(String given, Map<String, String> environment) {
        if (given != null) {
            return of(given, Subject.setting("plugins-trust"));
        }
        String named = environment.get(VARIABLE);
        return named == null || named.isEmpty() ? EVERYTHING : of(named, new Subject.Other(VARIABLE));
    }

    private static PluginTrust of(String name, Subject origin) {
        List<String> lines;
        Path list;
        try {
            list = Path.of(name);
            if (Files.size(list) > LONGEST) {
                throw Problem.usage(origin)
                        .says("%s: the file is longer than %d bytes", name, LONGEST)
                        .expected("lines as sha256sum writes them")
                        .exception();
            }
            // names in any encoding
            lines = Files.readAllLines(list, StandardCharsets.ISO_8859_1);
        } catch (InvalidPathException | IOException e) {
            throw Problem.usage(origin)
                    .says("%s: cannot be read (%s)", name, Causes.text(e))
                    .remedy("check the path")
                    .exception();
        }
        Set<String> sums = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher match = LINE.matcher(line + " ");
            if (!match.matches()) {
                String shown = line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
                throw Problem.usage(origin)
                        .says("%s: line %d: found '%s'", name, i + 1, shown.replaceAll("\\p{C}", "?"))
                        .expected("64 hexadecimal digits and a name, as sha256sum writes them")
                        .exception();
            }
            sums.add(match.group(1).toLowerCase(Locale.ROOT));
        }
        return new PluginTrust(list, Set.copyOf(sums));
    }

    /** Whether every jar may be used. */
    public boolean everything() {
        return list == null;
    }

    /**
     * The SHA-256 of a file.
     *
     * @return 64 lower-case hexadecimal digits
     * @throws IOException if it cannot be read
     */
    public static String sum(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Refuses a jar that is not on the list, before anything in it is read. */
    void check(Path jar) throws BrokenPluginException {
        if (everything()) {
            return;
        }
        String sum;
        try {
            sum = sum(jar);
        } catch (IOException e) {
            throw new BrokenPluginException(
                    Phase.TRUST, "it cannot be read (" + Causes.text(e) + ")", "check its permissions");
        }
        if (!sums.contains(sum)) {
            throw new BrokenPluginException(
                    Phase.TRUST,
                    "its SHA-256, " + sum + ", is not in " + list,
                    "add it there if you know where the jar comes from, or remove the jar");
        }
        refuseOthers(jar);
    }

    /** A manifest can name more jars, which nobody has compared. */
    private void refuseOthers(Path jar) throws BrokenPluginException {
        String others;
        try (JarFile open = new JarFile(jar.toFile())) {
            Manifest manifest = open.getManifest();
            others = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
        } catch (IOException | RuntimeException e) {
            // reading it says the same in better words
            return;
        }
        if (others != null && !others.isBlank()) {
            throw new BrokenPluginException(
                    Phase.TRUST,
                    "its manifest names more jars (Class-Path), whose sums are not compared",
                    "put all jars of the plug-in into one folder, and get it without that line");
        }
    }
}

package org.slicedscore.cli.config;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;

/**
 * The heap that {@code --memory} or {@code SSM_MEMORY} allows. A JVM cannot change its own, so the launcher starts it with that
 * heap; here is looked at whether it could.
 */
public final class MemoryLimit {
    /** The option. */
    public static final String OPTION = "--memory";

    /** The variable that stands for the option. */
    public static final String VARIABLE = "SSM_MEMORY";

    /** No more than a JVM can address. */
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})m|(\\d{1,4})g");

    /** Below it, what the JVM itself needs leaves no room for work. The launcher knows this number, too. */
    private static final long LEAST = 64L << 20;

    /** The share by which a JVM's own account may differ: it leaves out a survivor space, or rounds to regions. */
    private static final double SLACK = 0.125;

    private MemoryLimit() {}

    /**
     * Refuses a size that is none, or that this JVM was not started with.
     *
     * @param option the option's value, null if it was not given
     * @param environment holds the variable that counts otherwise
     * @param heap the largest heap of this JVM in bytes
     */
    public static void check(String option, Map<String, String> environment, long heap) {
        String size = option == null ? environment.getOrDefault(VARIABLE, "") : option;
        if (size.isEmpty()) {
            return;
        }
        Subject subject = option == null ? new Subject.Other(VARIABLE) : Subject.setting("memory");
        Matcher parts = SIZE.matcher(size.toLowerCase(Locale.ROOT));
        long bytes = !parts.matches()
                ? 0
                : parts.group(1) != null ? Long.parseLong(parts.group(1)) << 20 : Long.parseLong(parts.group(2)) << 30;
        if (bytes < LEAST) {
            throw Problem.usage(subject)
                    .found("'%s'", size)
                    .expected("a size such as 800m or 2g, from 64m to 9999g")
                    .exception();
        }
        if (Math.abs(heap - bytes) > SLACK * bytes) {
            throw Problem.usage(subject)
                    .found("a JVM whose heap may have %d MB", heap >> 20)
                    .expected("%d MB", bytes >> 20)
                    .remedy("start it with the launcher 'ssm', or with java -Xmx%s", size.toLowerCase(Locale.ROOT))
                    .exception();
        }
    }
}

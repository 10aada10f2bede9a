package org.slicedscore.catalog;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slicedscore.api.Plugin;
import org.slicedscore.api.option.Option;
import org.slicedscore.catalog.PluginProblem.Phase;

/** Creates the plug-ins of one kind in one place and reads their ids. Whatever they throw becomes a problem. */
final class PluginScan {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern VENDOR = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*");
    static final String REPAIR = "get a repaired version, or remove it";

    private final PluginKind kind;
    private final Consumer<PluginEntry> found;
    private final Consumer<PluginProblem> broken;

    PluginScan(PluginKind kind, Consumer<PluginEntry> found, Consumer<PluginProblem> broken) {
        this.kind = kind;
        this.found = found;
        this.broken = broken;
    }

    void run(PluginSource source) {
        source.find(kind, this::create, broken);
    }

    static BrokenPluginException level(String level) {
        boolean older = level.matches("-?\\d{1,9}") && Integer.parseInt(level) < Plugin.SPI_LEVEL;
        return new BrokenPluginException(
                Phase.LEVEL,
                "it was written for SPI level " + level + ", this is level " + Plugin.SPI_LEVEL,
                older ? "get a newer version of it" : "get a newer version of ssm");
    }

    private void create(PluginSource.Provider provider) {
        Known known = new Known(provider);
        try {
            known.plugin = (Plugin) provider.create();
            if (known.plugin == null) {
                throw new BrokenPluginException(Phase.CREATE, "its method provider() returned nothing", REPAIR);
            }
            known.phase = Phase.INSPECT;
            inspect(known);
        } catch (BrokenPluginException e) {
            known.problem(e.phase(), e.getMessage(), e.remedy());
            return;
        } catch (VirtualMachineError e) {
            if (e instanceof OutOfMemoryError) {
                throw e;
            }
            known.problem(known.phase, Causes.text(e), REPAIR);
            return;
        } catch (Throwable e) {
            // whatever a plug-in throws, checked or not, affects only that plug-in
            known.problem(known.phase, Causes.text(e), remedy(e));
            return;
        }
        found.accept(
                new PluginEntry(kind, known.id, known.vendor, provider.version(), known.plugin, provider.location()));
    }

    /** What to do about a failure inside a plug-in. */
    static String remedy(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            switch (t) {
                case UnsupportedClassVersionError u -> {
                    return "get it for Java " + Runtime.version().feature() + ", or run ssm on a newer Java";
                }
                case NoClassDefFoundError n -> {
                    return "put the jar that holds the class into one folder with the plug-in's";
                }
                case ClassNotFoundException n -> {
                    return "put the jar that holds the class into one folder with the plug-in's";
                }
                case UnsatisfiedLinkError u -> {
                    return "install the native library that it needs";
                }
                case IncompatibleClassChangeError i -> {
                    return "it was compiled against another version of ssm or of a library; get a matching version";
                }
                default -> {}
            }
        }
        return REPAIR;
    }

    private void inspect(Known known) throws BrokenPluginException {
        Plugin plugin = known.plugin;
        int level = plugin.spiLevel();
        known.id(plugin.id());
        if (level != Plugin.SPI_LEVEL) {
            throw level(Integer.toString(level));
        }
        String vendor = plugin.vendor();
        if (vendor == null || !VENDOR.matcher(vendor).matches()) {
            throw wrong("its vendor is " + quoted(vendor), "vendors are lower-case words joined by '-' or '.'");
        }
        known.vendor = vendor;
        String description = plugin.description();
        if (description == null || description.isBlank() || description.contains("\n")) {
            throw wrong("its description is " + quoted(description), "a description is one line");
        }
        if (plugin.source() == null) {
            throw wrong("its source is null", "return an empty text where there is no source to name");
        }
        options(plugin.options());
    }

    private static void options(List<Option<?>> options) throws BrokenPluginException {
        if (options == null) {
            throw wrong("its options are null", "return an empty list where there are none");
        }
        Set<String> names = new HashSet<>();
        for (Option<?> option : options) {
            if (option == null) {
                throw wrong("one of its options is null", REPAIR);
            }
            if (!names.add(option.name())) {
                throw wrong("it declares the option '" + option.name() + "' twice", "give each option its own name");
            }
            defaultInRange(option);
        }
    }

    private static <T> void defaultInRange(Option<T> option) throws BrokenPluginException {
        if (option.defaultValue() == null) {
            throw wrong("its option '" + option.name() + "' has no default", "every option has one");
        }
        String text = option.format(option.defaultValue());
        try {
            option.parse(text);
        } catch (RuntimeException e) {
            throw wrong(
                    "its option '" + option.name() + "' contradicts itself: the default is " + quoted(text)
                            + ", allowed is " + option.type(),
                    "choose a default within the range");
        }
    }

    private static BrokenPluginException wrong(String cause, String remedy) {
        return new BrokenPluginException(Phase.INSPECT, cause, remedy);
    }

    private static String quoted(String text) {
        return text == null ? "null" : "'" + text.replaceAll("\\p{C}", "?") + "'";
    }

    /** What is known of a plug-in so far. */
    private final class Known {
        private final PluginSource.Provider provider;
        private Phase phase = Phase.CREATE;
        private Plugin plugin;
        private String id = "";
        private String vendor = "";

        Known(PluginSource.Provider provider) {
            this.provider = provider;
        }

        void id(String given) throws BrokenPluginException {
            if (given == null || !ID.matcher(given).matches()) {
                throw wrong("its id is " + quoted(given), "ids are lower-case words joined by '-'");
            }
            if (kind == PluginKind.BACKEND && given.equals("auto")) {
                throw wrong("its id is 'auto', which means the best there is", "choose another id");
            }
            id = given;
        }

        void problem(Phase at, String cause, String remedy) {
            broken.accept(new PluginProblem(
                    kind,
                    id,
                    vendor,
                    provider.version(),
                    provider.className(),
                    provider.location(),
                    at,
                    cause,
                    remedy));
        }
    }
}

package org.slicedscore.engine.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import org.slicedscore.api.Model;
import org.slicedscore.api.Objective;
import org.slicedscore.api.Optimizer;
import org.slicedscore.api.Plugin;
import org.slicedscore.api.Projection;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.api.expr.ImageGrid;
import org.slicedscore.api.option.Names;
import org.slicedscore.api.option.Option;
import org.slicedscore.api.option.Options;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.PluginEntry;
import org.slicedscore.catalog.PluginKind;
import org.slicedscore.core.score.NoiseLevels;
import org.slicedscore.data.prep.PrepareOptions;
import org.slicedscore.data.prep.Scaling;
import org.slicedscore.engine.setting.Setting;

/**
 * Everything that a training run depends on besides its rows, as it was asked for. {@link Settings} lists what there is;
 * {@link #resolve} decides what was left open.
 *
 * @param settings the values of {@link Settings#ALL}
 * @param model the model and its options
 * @param objective the objective and its options
 * @param projection the distribution of directions and its options
 * @param optimizer the optimiser and its options
 */
public record TrainingConfig(
        Options settings,
        PluginChoice<Model> model,
        PluginChoice<Objective> objective,
        PluginChoice<Projection> projection,
        PluginChoice<Optimizer> optimizer) {
    /** The kinds of plug-in that are chosen by the setting of their name, and whose options may be given, too. */
    public static final List<PluginKind> KINDS =
            List.of(PluginKind.MODEL, PluginKind.OBJECTIVE, PluginKind.PROJECTION, PluginKind.OPTIMIZER);

    /** Asks a model whether it has options for a layout. */
    private static final ImageGrid ANY_IMAGE = new ImageGrid(1, 1, 1);

    /** The text of an option that is left to the framework. */
    private static final String OPEN = "auto";

    private static final List<Option<?>> DECLARED =
            Settings.ALL.stream().<Option<?>>map(Setting::option).toList();

    /**
     * Reads settings strictly. Names are those of {@link Settings}, and {@code model.NAME}, {@code objective.NAME}, {@code
     * projection.NAME} and {@code optimizer.NAME} for the options of the chosen plug-ins.
     *
     * @param given name to text
     * @param catalog where plug-ins are
     * @return the configuration, with defaults for what is not given
     * @throws SsmException of kind USAGE on an unknown name (with the nearest valid one) or a bad value
     */
    public static TrainingConfig parse(Map<String, String> given, Catalog catalog) {
        return parse(given, catalog, PluginChoice::read);
    }

    /**
     * Reads settings strictly.
     *
     * @param given name to text
     * @param catalog where plug-ins are
     * @param reader makes the options of a plug-in of the texts that are given for them
     * @return the configuration, with defaults for what is not given
     * @throws SsmException as the shorter form
     */
    public static TrainingConfig parse(
            Map<String, String> given, Catalog catalog, BiFunction<PluginEntry, Map<String, String>, Options> reader) {
        Options settings = settings(given);
        PluginChoice<Model> model =
                choose(Model.class, PluginKind.MODEL, settings.get(Settings.MODEL.option()), given, catalog, reader);
        String objective = given.containsKey(Settings.OBJECTIVE.name())
                ? settings.get(Settings.OBJECTIVE.option())
                : model.plugin().objective().orElse(Settings.OBJECTIVE.defaultValue());
        TrainingConfig config = new TrainingConfig(
                settings,
                model,
                choose(Objective.class, PluginKind.OBJECTIVE, objective, given, catalog, reader),
                choose(
                        Projection.class,
                        PluginKind.PROJECTION,
                        settings.get(Settings.PROJECTION.option()),
                        given,
                        catalog,
                        reader),
                choose(
                        Optimizer.class,
                        PluginKind.OPTIMIZER,
                        settings.get(Settings.OPTIMIZER.option()),
                        given,
                        catalog,
                        reader));
        return config.with(Settings.MODEL, config.model.name())
                .with(Settings.OBJECTIVE, config.objective.name())
                .with(Settings.PROJECTION, config.projection.name())
                .with(Settings.OPTIMIZER, config.optimizer.name());
    }

    /** What is given of the settings themselves. */
    private static Options settings(Map<String, String> given) {
        List<String> valid = DECLARED.stream().map(Option::name).toList();
        Map<String, String> plain = new LinkedHashMap<>();
        given.forEach((name, text) -> {
            if (valid.contains(name)) {
                plain.put(name, text);
            } else if (KINDS.stream().noneMatch(kind -> name.startsWith(kind.word() + "."))) {
                throw Problem.usage(Subject.setting(name))
                        .says("is no setting of training")
                        .remedy("%s", Names.hint(name, valid))
                        .exception();
            }
        });
        try {
            return Options.parse("training", DECLARED, plain);
        } catch (SsmException e) {
            throw e.problem().subject().orElse(null) instanceof Subject.Option option
                    ? e.problem().about(Subject.setting(option.name())).exception(e.getCause())
                    : e;
        }
    }

    private static <P extends Plugin> PluginChoice<P> choose(
            Class<P> type,
            PluginKind kind,
            String name,
            Map<String, String> given,
            Catalog catalog,
            BiFunction<PluginEntry, Map<String, String>, Options> reader) {
        PluginEntry entry;
        try {
            entry = catalog.entry(kind, name);
        } catch (SsmException e) {
            throw e.problem().about(Subject.setting(kind.word())).exception(e);
        }
        String prefix = kind.word() + ".";
        Map<String, String> own = new LinkedHashMap<>();
        given.forEach((setting, text) -> {
            if (setting.startsWith(prefix)) {
                own.put(setting.substring(prefix.length()), text);
            }
        });
        return PluginChoice.of(type, entry, reader.apply(entry, own), catalog);
    }

    /** The plug-ins that a run is made with, besides its backend, by the kind's word, such as {@code model}. */
    public Map<String, PluginChoice<?>> plugins() {
        Map<String, PluginChoice<?>> map = new LinkedHashMap<>();
        List.of(model, objective, projection, optimizer)
                .forEach(choice -> map.put(choice.entry().kind().word(), choice));
        return map;
    }

    /**
     * The value of a setting.
     *
     * @param <T> its type
     * @param setting one of {@link Settings}
     * @return the value that was given, or the default
     */
    public <T> T get(Setting<T> setting) {
        return settings.get(setting.option());
    }

    /**
     * This configuration with another value of a setting that does not choose a plug-in.
     *
     * @param <T> its type
     * @param setting one of {@link Settings}
     * @param value its value
     */
    public <T> TrainingConfig with(Setting<T> setting, T value) {
        return new TrainingConfig(settings.with(setting.option(), value), model, objective, projection, optimizer);
    }

    /** This configuration with other values of options of its objective. */
    TrainingConfig withObjective(Map<String, String> options) {
        return new TrainingConfig(settings, model, objective.with(options), projection, optimizer);
    }

    /**
     * The settings as {@link #parse} reads them, by name, in the order of {@link Settings#ALL} with plug-ins' options
     * behind; parsing them gives an equal configuration.
     */
    public Map<String, String> toMap() {
        Map<String, String> map = settings.toMap();
        plugins()
                .forEach((kind, choice) ->
                        choice.options().toMap().forEach((name, text) -> map.put(kind + "." + name, text)));
        return map;
    }

    /**
     * Decides what was left open and depends on the rows.
     *
     * @param trainRows rows to learn from
     * @param width the numbers of a row: D + C
     * @param scaling the coordinates of the rows
     * @return this configuration with learning rate, batch size, epochs and preprocessing settled
     * @throws SsmException of kind USAGE if the batch size is larger than the number of rows
     */
    public ResolvedConfig resolve(int trainRows, int width, Scaling scaling) {
        return ResolvedConfig.of(this, trainRows, width, scaling);
    }

    /** This configuration with open options of its model set to what a layout of images says. */
    TrainingConfig forImages(ImageGrid image) {
        Map<String, String> open = new LinkedHashMap<>(model.plugin().imageOptions(image));
        open.keySet().removeIf(name -> !OPEN.equals(model.options().toMap().get(name)));
        return open.isEmpty() ? this : new TrainingConfig(settings, model.with(open), objective, projection, optimizer);
    }

    /** How rows are prepared. */
    public PrepareOptions preparation() {
        return new PrepareOptions(
                get(Settings.PREPROCESS),
                get(Settings.DEQUANTIZE),
                get(Settings.NOISE).map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
                get(Settings.OUTLIERS),
                get(Settings.SEED),
                !model.plugin().imageOptions(ANY_IMAGE).isEmpty(),
                model.plugin().noiseConditioned());
    }

    /** The chosen plug-ins, ready for use. */
    public TrainingComponents components() {
        return new TrainingComponents(
                model.plugin(),
                model.options(),
                objective.plugin(),
                objective.options(),
                projection.plugin(),
                projection.options(),
                optimizer.plugin(),
                optimizer.options(),
                levels(),
                0);
    }

    /** The noise levels that a noise-conditioned model is trained at. */
    public NoiseLevels levels() {
        double least = get(Settings.SIGMA_MIN);
        double most = get(Settings.SIGMA_MAX);
        if (least > most) {
            throw Problem.usage(Subject.setting(Settings.SIGMA_MIN.name()))
                    .found("%s", least)
                    .expected("at most %s, the largest noise level", most)
                    .exception();
        }
        return new NoiseLevels(least, most, get(Settings.LEVELS), get(Settings.LEVEL_MEAN), get(Settings.LEVEL_SPREAD));
    }
}

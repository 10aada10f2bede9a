package org.slicedscore.cli.verb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.cli.completion.CompletionScripts;
import org.slicedscore.cli.completion.Vocabulary;
import org.slicedscore.cli.manual.VerbPage;
import org.slicedscore.engine.experiment.Experiment;

/** What is written of all verbs together: completion scripts and manual pages. */
public final class VerbModels {
    private VerbModels() {}

    /**
     * The scripts that complete command lines.
     *
     * @param catalog the plug-ins whose ids they propose
     */
    public static CompletionScripts completion(Catalog catalog) {
        List<String> experiments =
                ReproduceVerb.installed().all().stream().map(Experiment::id).toList();
        CompletionScripts scripts = new CompletionScripts(new Vocabulary(catalog, experiments));
        for (Verbs v : Verbs.values()) {
            Verb verb = v.make();
            scripts.add(v.word(), v.summary(), CommandLines.of(verb), verb.pluginKinds());
        }
        return scripts;
    }

    /** The manual pages of all verbs, by name, such as {@code ssm-train}. */
    public static Map<String, String> manual() {
        Map<String, String> pages = new LinkedHashMap<>();
        for (Verbs v : Verbs.values()) {
            pages.putAll(VerbPage.of("ssm-" + v.word(), v.summary(), CommandLines.of(v.make())));
        }
        return pages;
    }
}

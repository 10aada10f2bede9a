package org.slicedscore.cli.verb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.catalog.PluginEntry;
import org.slicedscore.catalog.PluginFolders;
import org.slicedscore.catalog.PluginProblem;
import org.slicedscore.catalog.PluginSource;
import org.slicedscore.cli.output.Json;
import org.slicedscore.testkit.ContractRun;
import org.slicedscore.testkit.ContractRun.Outcome;
import org.slicedscore.testkit.ContractRun.Result;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** Runs the contract tests on what a jar provides. */
@Command(
        name = "verify",
        customSynopsis = "ssm plugins verify JAR [--json]",
        description =
                "Runs the contract tests of ssm-testkit on all plug-ins in a jar and prints a verdict, without installing "
                        + "anything. The exit code is 6 if a check fails.",
        sortOptions = false,
        footer = {"", "Example:", "  ssm plugins verify target/banana-1.0.jar"})
final class VerifyVerb extends Verb {
    @Parameters(
            paramLabel = "JAR",
            arity = "1",
            description = "The plug-in's jar, or a folder of plug-ins: jars, and folders of jars that belong together.")
    private Path place;

    @picocli.CommandLine.Option(names = "--json", description = "Write one JSON document to standard output.")
    private boolean json;

    private final List<Map<String, Object>> plugins = new ArrayList<>();
    private final List<PluginProblem> problems = new ArrayList<>();
    private int passed;
    private int failed;
    private int skipped;
    private Consumer<String> out;

    @Override
    boolean lists(PluginProblem problem) {
        return true;
    }

    @Override
    public int run(Context context, ParseResult parsed) {
        if (!Files.exists(place)) {
            throw Problem.usage(new Subject.File(place.toString()))
                    .says("no such jar or folder")
                    .remedy("check the path")
                    .exception();
        }
        out = json ? line -> {} : context.console().out()::println;
        List<PluginSource> sources = PluginFolders.in(place, context.trust());
        Catalog catalog = Catalog.of(sources, this::broken);
        List<PluginEntry> entries = catalog.entries();
        if (entries.isEmpty() && problems.isEmpty()) {
            failed++;
            out.accept("FAILED  " + place + " holds no plug-in: no provider is declared in module-info.class or in "
                    + "META-INF/services");
        }
        entries.forEach(e -> verify(e, context));
        String verdict = failed > 0 ? "failed" : "passed";
        if (json) {
            context.console()
                    .out()
                    .println(Json.pretty(Json.object(
                            "place", place.toString(),
                            "plugins", plugins,
                            "problems", problems.stream().map(VerifyVerb::json).toList(),
                            "passed", passed,
                            "failed", failed,
                            "skipped", skipped,
                            "verdict", verdict)));
        } else {
            out.accept((failed > 0 ? "NOT OK  " : "OK  ") + place + ": " + passed + " checks passed, " + failed
                    + " failed" + (skipped > 0 ? ", " + skipped + " do not apply" : ""));
        }
        return failed == 0 ? 0 : SsmException.Kind.CHECK.exitCode();
    }

    private void broken(PluginProblem problem) {
        problems.add(problem);
        failed++;
        out.accept("FAILED  " + problem.describe());
    }

    private void verify(PluginEntry entry, Context context) {
        String name = entry.kind().word() + " '" + entry.id() + "'";
        out.accept(name + (entry.version().isEmpty() ? "" : " " + entry.version()) + ", "
                + entry.plugin().getClass().getName());
        List<Map<String, Object>> checks = new ArrayList<>();
        ContractRun.run(ContractRun.contractOf(entry.plugin(), entry.plugin().optionsForChecks()), result -> {
            count(result.outcome());
            checks.add(Json.object(
                    "check", result.check(),
                    "outcome", result.outcome().name().toLowerCase(Locale.ROOT),
                    "message", result.message(),
                    "ms", result.time().toMillis()));
            print(result);
            if (result.outcome() == Outcome.FAILED) {
                context.console().trace(result.failure());
            }
        });
        plugins.add(Json.object(
                "kind", entry.kind().word(),
                "id", entry.id(),
                "version", entry.version(),
                "class", entry.plugin().getClass().getName(),
                "location", entry.location(),
                "checks", checks));
    }

    private void print(Result result) {
        out.accept(
                switch (result.outcome()) {
                    case PASSED -> "  ok      " + result.check();
                    case FAILED -> "  FAILED  " + result.check() + "\n          " + oneLine(result.message());
                    case SKIPPED -> "  -       " + result.check() + " (" + oneLine(result.message()) + ")";
                });
    }

    private void count(Outcome outcome) {
        switch (outcome) {
            case PASSED -> passed++;
            case FAILED -> failed++;
            case SKIPPED -> skipped++;
        }
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static Map<String, Object> json(PluginProblem p) {
        return Json.object(
                "kind", p.kind() == null ? null : p.kind().word(),
                "id", p.id(),
                "class", p.provider(),
                "location", p.location(),
                "phase", p.phase().word(),
                "cause", p.cause(),
                "remedy", p.remedy());
    }
}

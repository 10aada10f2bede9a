package org.slicedscore.cli.verb;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.catalog.PluginProblem;
import org.slicedscore.cli.output.Json;
import org.slicedscore.cli.output.TextTable;
import org.slicedscore.engine.doctor.Diagnosis;
import org.slicedscore.engine.doctor.Diagnosis.State;
import org.slicedscore.engine.doctor.Doctor;
import org.slicedscore.engine.doctor.HostProbe;
import org.slicedscore.engine.run.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Shows what this machine and this JVM mean for speed and correctness. */
@Command(
        name = "doctor",
        customSynopsis = "ssm doctor [--json]",
        description =
                "Looks at the JVM and its vectors, processors, memory, devices, plug-ins and folders, and "
                        + "reports what is wrong or slow, what that means and what to do about it. The exit code is 6 if there is a problem.",
        footer = {"", "Examples:", "  ssm doctor", "  SSM_JAVA_OPTS=-XX:MaxVectorSize=16 ssm doctor --json"})
final class DoctorVerb extends Verb {
    @Option(names = "--json", description = "Write one JSON document to standard output.")
    private boolean json;

    @Override
    boolean lists(PluginProblem problem) {
        return true;
    }

    @Override
    public int run(Context context, ParseResult parsed) {
        List<Diagnosis> all = Doctor.examine(HostProbe.here(context.environment()), context.catalog());
        Consumer<String> out = context.console().out()::println;
        long problems = count(all, State.PROBLEM);
        long notes = count(all, State.NOTE);
        if (json) {
            out.accept(Json.pretty(Json.object(
                    "version",
                    Version.get(),
                    "problems",
                    problems,
                    "notes",
                    notes,
                    "findings",
                    all.stream().map(DoctorVerb::json).toList())));
        } else {
            print(all, out);
            out.accept("");
            out.accept(counted(problems, "problem") + ", " + counted(notes, "note"));
        }
        return problems == 0 ? 0 : SsmException.Kind.CHECK.exitCode();
    }

    private static long count(List<Diagnosis> all, State state) {
        return all.stream().filter(d -> d.state() == state).count();
    }

    private static String counted(long n, String what) {
        return (n == 0 ? "no" : Long.toString(n)) + " " + what + (n == 1 ? "" : "s");
    }

    private static void print(List<Diagnosis> all, Consumer<String> out) {
        TextTable table = new TextTable().ragged();
        all.forEach(d -> table.row(d.state().word(), d.id(), d.found()));
        table.lines().forEach(out);
        for (State state : List.of(State.PROBLEM, State.NOTE)) {
            for (Diagnosis d : all) {
                if (d.state() == state) {
                    out.accept("");
                    out.accept(state.word() + ": " + d.id() + ": " + d.found());
                    out.accept("  " + d.meaning());
                    out.accept("  what to do: " + d.remedy());
                }
            }
        }
    }

    private static Map<String, Object> json(Diagnosis d) {
        return Json.object(
                "id", d.id(),
                "state", d.state().word(),
                "found", d.found(),
                "meaning", d.meaning(),
                "remedy", d.remedy());
    }
}

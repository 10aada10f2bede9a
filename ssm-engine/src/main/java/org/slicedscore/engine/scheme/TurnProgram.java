package org.slicedscore.engine.scheme;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.api.plan.Buffer;
import org.slicedscore.api.plan.Plan;
import org.slicedscore.core.autodiff.Autodiff;
import org.slicedscore.core.compile.Compiler;
import org.slicedscore.core.compile.Program;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.engine.update.StepScalars;
import org.slicedscore.engine.update.UpdateGraph;

/** The program of a turn, compiled, and the one before it that computes what the host asks for. */
final class TurnProgram {
    private static final String RATE = ".rate";
    private static final String SUM = "sum.";
    static final String SQUARE = ".gradient-square";

    private final Scheme scheme;
    private final StepScalars scalars = new StepScalars();
    private final List<Primitive.Variable> variables = new ArrayList<>();
    private final Map<String, String> sums = new TreeMap<>();
    private final Program.Builder program;
    private final Plan plan;
    private final Plan before;

    TurnProgram(Scheme scheme, Scheme.Turn turn) {
        this.scheme = scheme;
        String names =
                String.join("+", turn.learners().stream().map(Learner::name).toList());
        program = Program.named(scheme.name() + "." + names);
        List<UpdateGraph> updates = turn.learners().stream().map(this::updates).toList();
        for (int i = 0; i < updates.size(); i++) {
            write(turn.learners().get(i), updates.get(i));
        }
        turn.watched().forEach((name, value) -> sum(name, scheme.released(value)));
        plan = Compiler.compile(program.build());
        before = before(names);
    }

    private UpdateGraph updates(Learner learner) {
        LearningRule rule = learner.rule();
        scalars.declare(learner.name() + RATE, rule.rate());
        UpdateGraph graph =
                new UpdateGraph(rule.optimizer(), rule.options(), scalars, learner.name() + ".", learner.name() + RATE);
        graph.declareScalars();
        return graph;
    }

    private void write(Learner learner, UpdateGraph updates) {
        List<ModelGraph.Parameter> parameters = learner.parameters();
        List<Expr> nodes =
                parameters.stream().map(ModelGraph.Parameter::variable).toList();
        List<Expr> gradients = Autodiff.grad(learner.loss(), nodes).stream()
                .map(scheme::released)
                .toList();
        Expr square =
                gradients.stream().map(g -> g.square().sum()).reduce(Expr::add).orElseThrow();
        double clip = learner.rule().clip();
        if (clip > 0) {
            Expr scale = Expr.constant(clip).div(square.sqrt().maximum(Expr.constant(clip)));
            gradients = gradients.stream().map(g -> g.mul(scale)).toList();
        }
        for (int i = 0; i < parameters.size(); i++) {
            ModelGraph.Parameter p = parameters.get(i);
            program.assign(p.variable(), updates.update(p.name(), p.variable(), gradients.get(i)));
        }
        updates.assignments().forEach(program::assign);
        variables.addAll(updates.states());
        sum(learner.name(), scheme.released(learner.loss()));
        sum(learner.name() + SQUARE, square);
    }

    /** A sum over runs, so that the host need not wait for each of them to know their mean. */
    private void sum(String name, Expr value) {
        Primitive.Variable v = new Primitive.Variable(SUM + name, Shape.SCALAR);
        Expr sum = Expr.of(v);
        program.assign(sum, sum.add(value));
        variables.add(v);
        sums.put(name, v.name());
    }

    private Plan before(String names) {
        Program.Builder arguments = Program.named(scheme.name() + "." + names + ".host");
        boolean any = false;
        for (Buffer input : plan.buffers(Buffer.Kind.INPUT)) {
            Scheme.Hosted hosted = scheme.hosted().get(input.name());
            if (hosted != null) {
                arguments.output(input.name(), scheme.released(hosted.argument()));
                any = true;
            }
        }
        if (!any) {
            return null;
        }
        Plan first = Compiler.compile(arguments.build());
        for (Buffer input : first.buffers(Buffer.Kind.INPUT)) {
            if (scheme.hosted().containsKey(input.name())) {
                throw new IllegalArgumentException(
                        "'" + input.name() + "' comes from the host and is needed for another such value");
            }
        }
        return first;
    }

    /** The compiled turn. */
    Plan plan() {
        return plan;
    }

    /** What computes the arguments of functions on the host; null where there are none. */
    Plan before() {
        return before;
    }

    /** The numbers that a run is sent. */
    StepScalars scalars() {
        return scalars;
    }

    /** The state of its optimisers, and its sums. */
    List<Primitive.Variable> variables() {
        return variables;
    }

    /** The variables that sum up over runs, by what they sum. */
    Map<String, String> sums() {
        return sums;
    }

    /** Whether a plan has an input. */
    static boolean reads(Plan plan, String name) {
        return plan.buffers(Buffer.Kind.INPUT).stream().anyMatch(b -> b.name().equals(name));
    }
}

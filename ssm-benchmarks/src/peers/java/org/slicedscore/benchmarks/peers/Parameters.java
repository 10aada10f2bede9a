package org.slicedscore.benchmarks.peers;

import java.util.Arrays;
import java.util.List;
import org.slicedscore.benchmarks.Workload;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.engine.train.InitialValues;
import org.slicedscore.engine.train.TrainingComponents;
import org.slicedscore.engine.train.TrainingConfig;

/** The parameters of a workload's model as this framework declares and initialises them. */
final class Parameters {
    private Parameters() {}

    static List<TorchStep.Parameter> of(Workload w) {
        Catalog catalog = Catalog.load();
        TrainingComponents c =
                TrainingConfig.parse(w.settings("auto", 1), catalog).components();
        ModelGraph graph = new ModelGraph(c.model(), c.modelOptions(), w.dim());
        InitialValues initial = new InitialValues(1, null);
        return graph.parameters().values().stream()
                .map(p -> new TorchStep.Parameter(
                        p.name(),
                        floats(initial.of(p.name(), p.shape(), p.init())),
                        Arrays.stream(p.shape().toArray()).asLongStream().toArray()))
                .toList();
    }

    private static float[] floats(double[] values) {
        float[] f = new float[values.length];
        for (int i = 0; i < f.length; i++) {
            f[i] = (float) values[i];
        }
        return f;
    }
}

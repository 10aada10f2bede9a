package org.slicedscore.onnx;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.slicedscore.api.ExponentialFamily;
import org.slicedscore.catalog.Catalog;
import org.slicedscore.core.score.ModelGraph;
import org.slicedscore.data.Table;
import org.slicedscore.data.io.Tensor;
import org.slicedscore.data.prep.Preparation;
import org.slicedscore.data.prep.PrepareOptions;
import org.slicedscore.data.prep.Preprocessing;
import org.slicedscore.data.prep.Scaling;
import org.slicedscore.engine.train.ResolvedConfig;
import org.slicedscore.engine.train.TrainedModel;
import org.slicedscore.engine.train.TrainingConfig;

/** Models with random weights, about as large as those of trained ones: training would take time and test no more. */
final class Learned {
    static final Catalog CATALOG = Catalog.load();

    private Learned() {}

    static Preprocessing preprocessing(Table table, Scaling scaling, PrepareOptions.Outliers outliers) {
        int[] rows = IntStream.range(0, table.rows() / 2).toArray();
        PrepareOptions options = new PrepareOptions(
                Optional.of(scaling), PrepareOptions.Dequantize.OFF, OptionalDouble.of(0), outliers, 0);
        return Preparation.fit(table, rows, options).preprocessing();
    }

    static TrainedModel model(Preprocessing preprocessing, Map<String, String> settings) {
        ResolvedConfig config =
                TrainingConfig.parse(settings, CATALOG).resolve(100, preprocessing.dim(), preprocessing.scaling());
        ModelGraph graph =
                config.settings().components().given(preprocessing.conditions()).graph(preprocessing.dim());
        if (graph.linear()) {
            graph.logDensity(org.slicedscore.api.expr.Expr.of(new org.slicedscore.api.expr.Primitive.Input(
                    "rows", org.slicedscore.api.expr.Shape.of(1, preprocessing.dim()))));
        }
        Random random = new Random(3);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        graph.parameters().forEach((name, p) -> {
            int[] dims = p.shape().toArray();
            long[] shape = new long[dims.length];
            float[] values = new float[Math.toIntExact(p.shape().size())];
            double size =
                    dims.length < 2 || name.equals("inducing") || name.equals("means") ? 0.5 : 1.5 / Math.sqrt(dims[1]);
            if (name.equals(ExponentialFamily.COEFFICIENTS)) {
                size = 1;
            }
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (size * random.nextGaussian());
            }
            for (int i = 0; i < shape.length; i++) {
                shape[i] = dims[i];
            }
            weights.put(name, Tensor.ofFloats(values, shape));
        });
        return new TrainedModel(config, preprocessing, weights);
    }
}

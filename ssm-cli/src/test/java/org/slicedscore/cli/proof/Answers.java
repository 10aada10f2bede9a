package org.slicedscore.cli.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.cli.Ssm;

/**
 * What a user gets to see of several small runs, each as a checksum: weights, losses, densities, scores, samples, p-values,
 * exported files. As a program it prints them, for JVMs with other flags.
 */
final class Answers {
    /** How much is run: a JVM that only interprets takes a hundred times as long. */
    enum Extent {
        /** One small network: sensitive to lane widths and to fused multiply-add. */
        FEW,
        /** Every kind of model, and everything that is done with them. */
        ALL
    }

    private final Path folder;
    private final String[] common;
    private final Map<String, String> sums = new LinkedHashMap<>();

    private Answers(Path folder, String... common) {
        this.folder = folder;
        this.common = common;
    }

    /**
     * Runs the commands.
     *
     * @param folder an empty one, where the runs stay: {@code energy} is a model's
     * @param common settings that each command gets
     * @return checksums by what they are of
     */
    static Map<String, String> of(Extent extent, Path folder, String... common) throws IOException {
        Answers answers = new Answers(folder, common);
        switch (extent) {
            case FEW -> answers.few();
            case ALL -> answers.all();
        }
        return answers.sums;
    }

    public static void main(String[] args) throws IOException {
        of(Extent.valueOf(args[0]), Path.of(args[1]), Arrays.copyOfRange(args, 2, args.length))
                .forEach((name, sum) -> System.out.println(name + " " + sum));
    }

    private void few() throws IOException {
        train(
                "energy",
                "synthetic:two-moons?n=100&seed=1",
                "--model=mlp-energy",
                "--model.hidden=9,17",
                "--steps=6",
                "--seed=2");
        said("score", "score", run("energy"), "--data=synthetic:two-moons?n=40&seed=9", "--vector");
    }

    private void all() throws IOException {
        few();
        String moons = "synthetic:two-moons?n=200&seed=1";
        String gaussian = "synthetic:gaussian?d=5&n=150";
        train("noise", moons, "--steps=6", "--model.hidden=8,8");
        train(
                "field",
                gaussian,
                "--model=mlp-score",
                "--objective=ssm",
                "--projection=gaussian",
                "--projections=2",
                "--preprocess=standardize",
                "--schedule=cosine",
                "--model.hidden=8",
                "--steps=6");
        train("exact", gaussian, "--model=mlp-energy", "--objective=sm", "--model.hidden=6", "--steps=4");
        train("mixture", moons, "--model=gmm", "--objective=mle", "--preprocess=none", "--steps=8");
        train("flow", moons, "--model=nice", "--model.hidden=8", "--steps=4", "--projection=sphere");
        train("kernel", moons, "--model=dkef", "--model.width=6", "--model.inducing=20", "--steps=4");
        said("score-noise", "score", run("noise"), "--data=synthetic:two-moons?n=10&seed=9", "--vector");
        said("evaluate", "evaluate", run("energy"), "--json");
        said("sample", "sample", run("energy"), "--n=20", "--chains=8", "--burn-in=20", "--thin=1", "--seed=4");
        said("sample-noise", "sample", run("noise"), "--n=20", "--seed=4");
        quietly("detect", "fit", gaussian, "--out=" + run("detector"), "--seed=3", "--detectors=mahalanobis,knn?k=3");
        said("detect", "detect", run("detector"), "--data=synthetic:gaussian?d=5&n=40&seed=8", "--vector");
        exported("onnx", run("energy"));
        exported("safetensors", run("detector"));
    }

    private String run(String name) {
        return folder.resolve(name).toString();
    }

    private void train(String name, String data, String... more) throws IOException {
        List<String> args =
                new ArrayList<>(List.of("train", "--data=" + data, "--batch-size=50", "--out=" + run(name)));
        args.addAll(List.of(more));
        quietly(args.toArray(String[]::new));
        sums.put("weights-" + name, sum(Files.readAllBytes(folder.resolve(name).resolve("model.safetensors"))));
    }

    private void exported(String format, String run) throws IOException {
        Path file = folder.resolve("model." + format);
        quietly("export", run, "--format=" + format, "--out=" + file);
        sums.put("export-" + format, sum(Files.readAllBytes(file)));
    }

    private void said(String name, String... args) {
        sums.put(name, sum(quietly(args).replace(folder.toString(), "").getBytes(StandardCharsets.UTF_8)));
    }

    private String quietly(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        if (!args[0].equals("export")) {
            all.addAll(List.of(common));
        }
        Ssm.Result result = Ssm.run(all.toArray(String[]::new));
        if (result.code() != 0) {
            throw new AssertionError(all + ": " + result.err());
        }
        return result.out();
    }

    static String sum(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JVM has it", e);
        }
    }
}

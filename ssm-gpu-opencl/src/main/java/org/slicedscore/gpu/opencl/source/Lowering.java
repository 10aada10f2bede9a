package org.slicedscore.gpu.opencl.source;

import java.util.List;
import java.util.function.Function;
import org.slicedscore.api.plan.Instruction;

/** Turns instructions into kernels. */
public final class Lowering {
    private final Places places;
    private final Traits traits;
    private final RegionKernels regions;
    private final MatMulKernels products;

    /**
     * Creates a lowering for a plan on a device.
     *
     * @param places locations of the plan's numbers
     * @param traits of the device
     * @param tiles chooses the tile shape of a matrix product
     */
    public Lowering(Places places, Traits traits, Function<Instruction.MatMul, TileShape> tiles) {
        this.places = places;
        this.traits = traits;
        regions = new RegionKernels(places, traits);
        products = new MatMulKernels(places, traits, tiles);
    }

    /** The kernels of an instruction, one or more, in the order they run. */
    public List<KernelCall> lower(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Region r -> regions.lower(r, false);
            case Instruction.MatMul m -> products.lower(m);
            case Instruction.Random r -> List.of(RandomKernels.lower(r, places, traits));
            case Instruction.Gather g -> List.of(MoveKernels.gather(g, places, traits));
            case Instruction.ScatterAdd s -> List.of(MoveKernels.scatter(s, places, traits));
            case Instruction.Cholesky c -> List.of(SolveKernels.cholesky(c, places, traits));
            case Instruction.TriangularSolve s -> List.of(SolveKernels.solve(s, places, traits));
        };
    }

    /** Whether a matrix product runs in tiles, so that their shape matters; else it only streams memory. */
    public static boolean isTiled(Instruction.MatMul product) {
        return !MatMulKernels.isStreamed(product);
    }
}

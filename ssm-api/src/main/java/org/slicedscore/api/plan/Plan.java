package org.slicedscore.api.plan;

import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/**
 * A compiled computation: instructions in order over numbered buffers. Immutable.
 *
 * @param name its name in listings
 * @param buffers all buffers, by number
 * @param instructions in order; a backend runs them in the order of {@link #sequence()}
 * @param loops in order, none inside another
 * @param arenaSize elements of the arena that holds all ARENA buffers
 */
public record Plan(
        String name, List<Buffer> buffers, List<Instruction> instructions, List<Loop> loops, long arenaSize) {
    /**
     * Neighbouring instructions that run several times. What differs from pass to pass depends on a buffer that counts them,
     * which is written by instructions as all others are.
     *
     * @param first number of its first instruction
     * @param end one past the number of its last instruction
     * @param passes how many times they run
     * @since 0.2.0
     */
    public record Loop(int first, int end, int passes) {}

    /**
     * Copies the lists.
     *
     * @param name its name in listings
     * @param buffers all buffers
     * @param instructions in order
     * @param loops in order
     * @param arenaSize elements of the arena
     * @since 0.2.0
     */
    public Plan {
        buffers = List.copyOf(buffers);
        instructions = List.copyOf(instructions);
        loops = List.copyOf(loops);
    }

    /**
     * A plan without loops.
     *
     * @param name its name in listings
     * @param buffers all buffers
     * @param instructions in execution order
     * @param arenaSize elements of the arena
     */
    public Plan(String name, List<Buffer> buffers, List<Instruction> instructions, long arenaSize) {
        this(name, buffers, instructions, List.of(), arenaSize);
    }

    /**
     * {@return the numbers of the instructions in the order in which they run, those of a loop once for each pass}
     *
     * @since 0.2.0
     */
    public int[] sequence() {
        IntStream.Builder order = IntStream.builder();
        int next = 0;
        for (Loop loop : loops) {
            for (; next < loop.first; next++) {
                order.add(next);
            }
            for (int pass = 0; pass < loop.passes; pass++) {
                for (next = loop.first; next < loop.end; next++) {
                    order.add(next);
                }
            }
        }
        for (; next < instructions.size(); next++) {
            order.add(next);
        }
        return order.build().toArray();
    }

    /**
     * {@return the same computation without loops: their instructions are listed once for each pass}
     *
     * @since 0.2.0
     */
    public Plan unrolled() {
        return loops.isEmpty()
                ? this
                : new Plan(
                        name,
                        buffers,
                        Arrays.stream(sequence()).mapToObj(instructions::get).toList(),
                        arenaSize);
    }

    /**
     * How many times an instruction runs.
     *
     * @param index its position in {@link #instructions()}
     * @return at least 1
     * @since 0.2.0
     */
    public int passes(int index) {
        return loops.stream()
                .filter(l -> l.first <= index && index < l.end)
                .mapToInt(Loop::passes)
                .findFirst()
                .orElse(1);
    }

    /**
     * One buffer.
     *
     * @param id its number
     * @return the buffer
     */
    public Buffer buffer(int id) {
        return buffers.get(id);
    }

    /**
     * The buffers of one kind.
     *
     * @param kind which kind
     * @return those buffers, in order
     */
    public List<Buffer> buffers(Buffer.Kind kind) {
        return buffers.stream().filter(b -> b.kind() == kind).toList();
    }

    /**
     * A buffer by kind and name.
     *
     * @param kind its kind
     * @param name its name
     * @return the buffer
     * @throws NoSuchElementException if there is none
     */
    public Buffer buffer(Buffer.Kind kind, String name) {
        return buffers.stream()
                .filter(b -> b.kind() == kind && b.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new NoSuchElementException("plan '" + this.name + "' has no " + kind + " '" + name + "'"));
    }

    /**
     * {@return the multiply-adds of one run, in matrix products and solves; twice this is the count of
     * floating-point operations}
     */
    public long multiplyAdds() {
        return IntStream.range(0, instructions.size())
                .mapToLong(i -> passes(i) * instructions.get(i).multiplyAdds())
                .sum();
    }

    /**
     * The memory of a run: the arena, and all buffers outside it.
     *
     * @param elementBytes the bytes of one element
     * @return bytes
     */
    public long bytes(int elementBytes) {
        long elements = arenaSize;
        for (Buffer b : buffers) {
            elements += b.kind() == Buffer.Kind.ARENA ? 0 : b.size();
        }
        return elements * elementBytes;
    }

    /** {@return a readable listing of several lines} */
    public String describe() {
        return PlanPrinter.print(this);
    }

    /**
     * One instruction of the listing.
     *
     * @param index its position in {@link #instructions()}
     * @return one line, or several for a region
     */
    public String describe(int index) {
        return PlanPrinter.print(this, index);
    }
}

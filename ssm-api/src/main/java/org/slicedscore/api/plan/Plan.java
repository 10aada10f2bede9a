package org.slicedscore.api.plan;

import java.util.List;
import java.util.NoSuchElementException;

/**
 * A compiled computation: instructions in order over numbered buffers. Immutable.
 *
 * @param name its name in listings
 * @param buffers all buffers, by number
 * @param instructions in execution order
 * @param arenaSize elements of the arena that holds all ARENA buffers
 */
public record Plan(String name, List<Buffer> buffers, List<Instruction> instructions, long arenaSize) {
    /**
     * Copies the lists.
     *
     * @param name its name in listings
     * @param buffers all buffers
     * @param instructions in order
     * @param arenaSize elements of the arena
     */
    public Plan {
        buffers = List.copyOf(buffers);
        instructions = List.copyOf(instructions);
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
        return instructions.stream().mapToLong(Instruction::multiplyAdds).sum();
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

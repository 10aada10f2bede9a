package org.slicedscore.core.backend.simd.memory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The address of an array. Java hides it, but C's {@code memcpy} returns the address it copies to, and a critical call
 * passes it that of an array's elements. Nothing is copied. A collector may move the array later.
 */
final class ArrayAddress {
    private static final MethodHandle MEMCPY = memcpy();

    private ArrayAddress() {}

    /** The address of an array's first element; -1 where this module may not call native code. */
    static long of(float[] array) {
        if (MEMCPY == null) {
            return -1;
        }
        MemorySegment segment = MemorySegment.ofArray(array);
        try {
            return ((MemorySegment) MEMCPY.invokeExact(segment, segment, 0L)).address();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    // restricted methods are called only with permission; without it they would print a warning or throw
    @SuppressWarnings("restricted")
    private static MethodHandle memcpy() {
        if (!ArrayAddress.class.getModule().isNativeAccessEnabled()) {
            return null;
        }
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor type = FunctionDescriptor.of(
                ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
        return linker.defaultLookup()
                .find("memcpy")
                .map(function -> linker.downcallHandle(function, type, Linker.Option.critical(true)))
                .orElse(null);
    }
}

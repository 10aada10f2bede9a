package org.slicedscore.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.api.backend.BackendSettings;
import org.slicedscore.api.backend.Device;
import org.slicedscore.api.backend.Executable;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.backend.Probe;
import org.slicedscore.core.backend.simd.SimdBackendProvider;

/** The contract finds an error of a thousandth that only results far below 1 have. */
class SmallResultsTest {
    @Test
    void smallResultsWrongByAThousandthAreFound() {
        BackendContract contract = new BackendContract() {
            @Override
            protected BackendProvider provider() {
                return new Inexact();
            }
        };
        AssertionFailedError e = assertThrows(AssertionFailedError.class, contract::smallResults);
        assertTrue(e.getMessage().contains("in double precision"), e::getMessage);
    }

    /** The backend {@code simd}, whose outputs below 2⁻¹⁰ are a thousandth too large. */
    private static final class Inexact implements BackendProvider {
        private final BackendProvider exact = new SimdBackendProvider();

        @Override
        public String id() {
            return "inexact";
        }

        @Override
        public String description() {
            return "A backend that is inexact where results are small";
        }

        @Override
        public Probe probe() {
            return exact.probe();
        }

        @Override
        public Backend open(Device device, BackendSettings settings) {
            return wrap(
                    Backend.class,
                    exact.open(device, settings),
                    (call, compiled) -> call.equals("compile")
                            ? wrap(
                                    Executable.class,
                                    compiled,
                                    (name, memory) -> name.equals("output")
                                            ? wrap(Memory.class, memory, (read, nothing) -> nothing)
                                            : memory)
                            : compiled);
        }

        private static <T> T wrap(Class<T> type, Object of, BiFunction<String, Object, Object> change) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (p, method, given) -> {
                        try {
                            Object result = method.invoke(of, given);
                            if (type == Memory.class
                                    && method.getName().equals("read")
                                    && given[1] instanceof double[] values) {
                                for (int i = 0; i < values.length; i++) {
                                    values[i] *= Math.abs(values[i]) < 0x1p-10 ? 1.001 : 1;
                                }
                            }
                            return change.apply(method.getName(), result);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }
    }
}

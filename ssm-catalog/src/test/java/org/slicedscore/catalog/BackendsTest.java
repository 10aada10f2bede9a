package org.slicedscore.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.api.backend.BackendSettings;
import org.slicedscore.api.backend.Device;
import org.slicedscore.api.backend.Probe;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.catalog.testplugins.TestSource;

class BackendsTest {
    @TempDir
    private Path folder;

    private Backends backends;

    abstract static class Named implements BackendProvider {
        @Override
        public String id() {
            return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
        }

        @Override
        public String description() {
            return "a test";
        }

        @Override
        public Backend open(Device device, BackendSettings settings) {
            throw new IllegalStateException("the plug was pulled");
        }
    }

    /** Has three devices. */
    public static final class Fast extends Named {
        @Override
        public Probe probe() {
            return Probe.available(
                    new Device(0, "Slow Chip", Device.Kind.CPU, "", 0, 150),
                    new Device(1, "Big Card", Device.Kind.GPU, "", 0, 100_000),
                    new Device(2, "Small Card", Device.Kind.GPU, "", 0, 90_000));
        }
    }

    /** Has none. */
    public static final class Absent extends Named {
        private static final AtomicInteger LOOKED = new AtomicInteger();

        @Override
        public Probe probe() {
            LOOKED.incrementAndGet();
            return Probe.unavailable("there is no driver", "install one");
        }
    }

    /** Breaks its promise. */
    public static final class Broken extends Named {
        @Override
        public Probe probe() {
            throw new UnsatisfiedLinkError("libnothing.so");
        }
    }

    /** Must be asked for, and says why. */
    public static final class Shy extends Named {
        @Override
        public Probe probe() {
            return Probe.slow(new Device(0, "shy", Device.Kind.CPU, "", 0, 0), "it is asleep", "wake it");
        }
    }

    @BeforeEach
    void find() {
        backends = Catalog.of(List.of(new TestSource()
                        .provide(BackendProvider.class, Shy.class, Broken.class, Absent.class, Fast.class)
                        .source(folder)))
                .backends();
    }

    private BackendState state(String id) {
        return backends.states().stream()
                .filter(s -> s.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void statesTellWhatIsThereAndWhyNot() {
        assertEquals("fast", backends.states().getFirst().id());
        assertEquals(BackendState.State.AVAILABLE, state("fast").state());
        assertEquals(3, state("fast").devices().size());
        assertEquals(BackendState.State.UNAVAILABLE, state("absent").state());
        assertEquals("there is no driver", state("absent").reason());
        assertEquals("install one", state("absent").remedy());
        assertEquals(BackendState.State.FAILED, state("broken").state());
        assertTrue(state("broken").reason().contains("libnothing.so"));
    }

    @Test
    void autoTakesTheBestAndSaysWhyNotTheOthers() {
        BackendChoice choice = backends.choose("auto");
        assertEquals("fast:1", choice.spec());
        assertTrue(choice.reason().contains("absent is unavailable: there is no driver"), choice::reason);
        assertTrue(choice.reason().contains("shy is slow: it is asleep"), choice::reason);
    }

    /** Looking may load a driver, which takes long. */
    @Test
    void whereOneIsNamedTheOthersAreNotLookedFor() {
        int before = Absent.LOOKED.get();
        backends.choose("fast");
        assertEquals(before, Absent.LOOKED.get());
        backends.choose("auto");
        assertEquals(before + 1, Absent.LOOKED.get());
    }

    @Test
    void aNamedDeviceIsTaken() {
        assertEquals("fast:1", backends.choose("fast").spec());
        assertEquals("fast:0", backends.choose("fast:0").spec());
        assertEquals("fast:2", backends.choose("fast:small").spec());
        assertEquals("shy:0", backends.choose("shy").spec());
        assertEquals(
                "asked for as 'shy'; slow: it is asleep; wake it",
                backends.choose("shy").reason());
        assertEquals("fast:2", backends.choose(backends.choose("fast:2").spec()).spec());
    }

    @Test
    void whatCannotBeHadIsAnErrorWithReasonAndRemedy() {
        assertEquals(
                "setting 'backend': backend 'absent' is unavailable: there is no driver; install one",
                refused("absent"));
        assertTrue(refused("broken").contains("libnothing.so"));
        assertTrue(refused("fasst").contains("did you mean 'fast'?"));
        assertTrue(refused("fast:7").contains("no device '7'; there are: 0 (Slow Chip), 1 (Big Card), 2 (Small Card)"));
        assertTrue(refused("fast:card").contains("more than one device 'card'"));
        assertTrue(refused("fast:").contains("no device ''"));
    }

    private String refused(String spec) {
        SsmException e = assertThrows(SsmException.class, () -> backends.choose(spec));
        assertEquals(SsmException.Kind.BACKEND, e.kind());
        return e.getMessage();
    }

    @Test
    void aDeviceThatFailsToOpen() {
        BackendChoice choice = backends.choose("fast:0");
        SsmException e = assertThrows(SsmException.class, () -> choice.open(1));
        assertEquals(SsmException.Kind.BACKEND, e.kind());
        assertTrue(
                e.getMessage().contains("the plug was pulled") && e.getMessage().contains("Slow Chip"), e::getMessage);
    }
}

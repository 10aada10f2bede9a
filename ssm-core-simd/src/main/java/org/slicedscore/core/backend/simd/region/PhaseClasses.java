package org.slicedscore.core.backend.simd.region;

import java.util.LinkedHashMap;

/**
 * The generated classes of a backend, which its regions share. Beyond {@link #MOST}, the least recently requested one
 * is dropped: regions that have it keep it, later ones get a new one.
 */
public final class PhaseClasses {
    /** A training step needs ten to twenty. */
    static final int MOST = 512;

    private final LinkedHashMap<PhaseClass.Text, PhaseClass> classes = new LinkedHashMap<>(16, 0.75f, true);

    /** Starts without any. */
    public PhaseClasses() {}

    synchronized PhaseClass of(PhaseClass.Text text) {
        PhaseClass found = classes.computeIfAbsent(text, PhaseClass::new);
        if (classes.size() > MOST) {
            classes.pollFirstEntry();
        }
        return found;
    }
}

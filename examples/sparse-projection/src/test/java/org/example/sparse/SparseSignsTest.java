package org.example.sparse;

import org.slicedscore.api.Projection;
import org.slicedscore.testkit.ProjectionContract;

/** Holds the plug-in to its contract. */
class SparseSignsTest extends ProjectionContract {
    @Override
    protected Projection projection() {
        return new SparseSigns();
    }
}

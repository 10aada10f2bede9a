package org.slicedscore.testkit;

import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.core.backend.simd.SimdBackendProvider;

/** The contract of backends, for {@code simd}. */
class SimdBackendContractTest extends BackendContract {
    @Override
    protected BackendProvider provider() {
        return new SimdBackendProvider();
    }
}

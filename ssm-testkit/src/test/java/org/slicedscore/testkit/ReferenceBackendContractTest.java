package org.slicedscore.testkit;

import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.core.backend.reference.ReferenceBackendProvider;

/** The contract of backends, for {@code reference}. */
class ReferenceBackendContractTest extends BackendContract {
    @Override
    protected BackendProvider provider() {
        return new ReferenceBackendProvider();
    }
}

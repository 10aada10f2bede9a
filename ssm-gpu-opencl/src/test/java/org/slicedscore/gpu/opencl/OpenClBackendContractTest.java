package org.slicedscore.gpu.opencl;

import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.testkit.BackendContract;

class OpenClBackendContractTest extends BackendContract {
    @Override
    protected BackendProvider provider() {
        return new OpenClBackendProvider();
    }

    @Override
    protected boolean mustBeAvailable() {
        return Boolean.getBoolean("ssm.opencl.required");
    }
}

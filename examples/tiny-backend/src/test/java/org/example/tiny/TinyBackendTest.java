package org.example.tiny;

import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.testkit.BackendContract;

/** Holds the plug-in to its contract. */
class TinyBackendTest extends BackendContract {
    @Override
    protected BackendProvider provider() {
        return new TinyBackend();
    }
}

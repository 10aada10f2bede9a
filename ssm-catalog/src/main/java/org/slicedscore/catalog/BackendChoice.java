package org.slicedscore.catalog;

import org.slicedscore.api.backend.Backend;
import org.slicedscore.api.backend.BackendProvider;
import org.slicedscore.api.backend.BackendSettings;
import org.slicedscore.api.backend.Device;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;

/**
 * A backend and a device that were chosen.
 *
 * @param entry its plug-in
 * @param qualified whether the id alone is ambiguous
 * @param device the device
 * @param reason why this one, for people
 */
public record BackendChoice(PluginEntry entry, boolean qualified, Device device, String reason) {
    /** The backend's id. */
    public String id() {
        return entry.id();
    }

    /** What opens it. */
    public BackendProvider provider() {
        return (BackendProvider) entry.plugin();
    }

    /**
     * Names the backend and device so that {@link Backends#choose} chooses them again: text such as {@code opencl:1}.
     */
    public String spec() {
        return (qualified ? entry.qualified() : id()) + ":" + device.index();
    }

    /**
     * Opens the device.
     *
     * @param threads how many host threads to use; 0 for as many as the machine has
     * @return the backend, to be closed by the caller
     * @throws SsmException of kind BACKEND if it does not work
     */
    public Backend open(int threads) {
        try {
            return provider().open(device, new BackendSettings(threads));
        } catch (SsmException e) {
            throw e;
        } catch (LinkageError | RuntimeException e) {
            throw Problem.backend(new Subject.Device(id(), device.index() + " (" + device.name() + ")"))
                    .says("cannot be opened: %s", Causes.text(e))
                    .remedy("choose another with %s", Subject.setting("backend"))
                    .exception(e);
        }
    }
}

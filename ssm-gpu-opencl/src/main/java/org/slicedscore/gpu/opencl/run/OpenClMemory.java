package org.slicedscore.gpu.opencl.run;

import java.util.Objects;
import org.jocl.Pointer;
import org.slicedscore.api.backend.Memory;
import org.slicedscore.api.numeric.Floats;
import org.slicedscore.gpu.opencl.device.Connection;
import org.slicedscore.gpu.opencl.device.DeviceBuffer;
import org.slicedscore.gpu.opencl.device.Upload;

/** Floats on the device. */
final class OpenClMemory implements Memory {
    private static final float[] NOTHING = {};

    /** Arrays of the host whose pointers are kept, because a training loop reuses the same few. */
    private static final int KNOWN = 4;

    private final DeviceBuffer storage;
    private final long size;
    private final Upload upload;
    private final float[][] arrays = new float[KNOWN][];
    private final Pointer[] pointers = new Pointer[KNOWN];
    private int oldest;
    private float[] scratch = NOTHING;

    private OpenClMemory(DeviceBuffer storage, long size, Upload upload) {
        this.storage = storage;
        this.size = size;
        this.upload = upload;
    }

    /** Memory that keeps its content between runs. */
    static OpenClMemory of(DeviceBuffer storage, long size) {
        return new OpenClMemory(storage, size, null);
    }

    /** Memory that is written anew for every run, while the previous run may still be running. */
    static OpenClMemory input(Connection connection, DeviceBuffer storage, long size) {
        return new OpenClMemory(storage, size, new Upload(connection, storage));
    }

    DeviceBuffer storage() {
        return storage;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void write(float[] source, int sourceOffset, long offset, int count) {
        Objects.checkFromIndexSize(offset, count, size);
        Objects.checkFromIndexSize(sourceOffset, count, source.length);
        if (Floats.anyDenormal(source, sourceOffset, count)) {
            float[] floats = scratch(count);
            Floats.copy(source, sourceOffset, floats, 0, count);
            send(floats, 0, offset, count);
        } else {
            send(source, sourceOffset, offset, count);
        }
    }

    private void send(float[] source, int sourceOffset, long offset, int count) {
        if (count == 0) {
            return;
        }
        Pointer from = pointer(source);
        if (sourceOffset > 0) {
            from = from.withByteOffset((long) sourceOffset * Float.BYTES);
        }
        if (upload == null) {
            storage.write(from, offset * Float.BYTES, (long) count * Float.BYTES);
        } else {
            upload.write(from, offset * Float.BYTES, (long) count * Float.BYTES);
        }
    }

    @Override
    public void write(double[] source, int sourceOffset, long offset, int count) {
        Objects.checkFromIndexSize(sourceOffset, count, source.length);
        Objects.checkFromIndexSize(offset, count, size);
        float[] floats = scratch(count);
        Floats.copy(source, sourceOffset, floats, 0, count);
        send(floats, 0, offset, count);
    }

    @Override
    public void read(long offset, float[] target, int targetOffset, int count) {
        Objects.checkFromIndexSize(offset, count, size);
        Objects.checkFromIndexSize(targetOffset, count, target.length);
        if (count == 0) {
            return;
        }
        Pointer to = pointer(target);
        if (targetOffset > 0) {
            to = to.withByteOffset((long) targetOffset * Float.BYTES);
        }
        storage.read(to, offset * Float.BYTES, (long) count * Float.BYTES);
    }

    @Override
    public void read(long offset, double[] target, int targetOffset, int count) {
        float[] floats = scratch(count);
        read(offset, floats, 0, count);
        for (int i = 0; i < count; i++) {
            target[targetOffset + i] = floats[i];
        }
    }

    private Pointer pointer(float[] array) {
        for (int i = 0; i < KNOWN; i++) {
            if (arrays[i] == array) {
                return pointers[i];
            }
        }
        int slot = oldest;
        oldest = (oldest + 1) % KNOWN;
        arrays[slot] = array;
        pointers[slot] = Pointer.to(array);
        return pointers[slot];
    }

    private float[] scratch(int count) {
        if (scratch.length < count) {
            scratch = new float[count];
        }
        return scratch;
    }

    @Override
    public void close() {
        if (upload != null) {
            upload.close();
        }
        storage.close();
    }
}

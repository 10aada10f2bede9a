package org.slicedscore.spark.train;

import org.apache.spark.broadcast.Broadcast;
import org.slicedscore.data.Table;
import org.slicedscore.engine.train.TrainingConfig;
import org.slicedscore.engine.train.TrainingData;
import org.slicedscore.spark.rows.SentTable;

/** The rows of the latest training in this JVM, prepared once for all of its tasks. */
final class SharedData {
    private static long owner = -1;
    private static Entry entry;

    private SharedData() {}

    /**
     * Rows, as they were sent and as they are learned from.
     *
     * @param table as sent
     * @param rows divided and preprocessed
     */
    record Entry(Table table, TrainingData rows) {}

    static synchronized Entry of(Broadcast<SentTable> table, TrainingConfig config) {
        if (owner != table.id()) {
            entry = null;
            Table rows = table.value().table();
            entry = new Entry(rows, TrainingData.prepare(rows, config));
            owner = table.id();
        }
        return entry;
    }

    /** Forgets the rows of a training that is over. */
    static synchronized void forget(long id) {
        if (owner == id) {
            owner = -1;
            entry = null;
        }
    }
}

package org.slicedscore.spark;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;

/** Columns that a stage puts behind those of a data frame. */
final class Columns {
    private Columns() {}

    /**
     * Adds one.
     *
     * @param type the columns so far
     * @param name its name; empty for a column that is not wanted
     * @param of what it holds
     * @param parameter the stage's parameter that names it
     * @throws org.slicedscore.api.error.SsmException of kind USAGE if there is one of that name
     */
    static StructType add(StructType type, String name, DataType of, String parameter) {
        if (name.isEmpty()) {
            return type;
        }
        if (type.getFieldIndex(name).isDefined()) {
            throw Problem.usage(Subject.setting(parameter))
                    .found("'%s', a column that the rows have already", name)
                    .expected("the name of a new column, or nothing to leave it out")
                    .exception();
        }
        return type.add(new StructField(name, of, true, org.apache.spark.sql.types.Metadata.empty()));
    }
}

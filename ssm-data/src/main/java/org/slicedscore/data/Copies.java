package org.slicedscore.data;

/** What a division of rows does with exact copies of a row. */
public enum Copies {
    /** All of them are in the same set, so that no row that was learned is used to judge what was learned. */
    TOGETHER,
    /** Each is a row like any other. */
    APART
}

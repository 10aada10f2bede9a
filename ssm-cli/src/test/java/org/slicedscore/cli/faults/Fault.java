package org.slicedscore.cli.faults;

/** What goes wrong with a disk. */
enum Fault {
    /** Nothing. */
    NONE,
    /** Every write takes a part of what it is given. No fault at all, if callers do what the interface asks. */
    SHORT_WRITES,
    /** A link or rename takes its time, in which others look. */
    SLOW_RENAME,
    /** An operation fails once with an error of the device. */
    IO_ERROR,
    /** A file that is read fails with an error of the device. */
    READ_ERROR,
    /** From an operation on, nothing more fits: a write takes the first half, and fails. */
    FULL,
    /** From an operation on, nothing can be changed: the system has remounted the disk. */
    READ_ONLY,
    /** At an operation, the process is killed: whatever it still tries has no effect. */
    KILL,
    /** The same, and what was written but not forced to disk is lost. */
    POWER_CUT;

    /** Whether a command can come to its end with it. */
    boolean harmless() {
        return this == NONE || this == SHORT_WRITES || this == SLOW_RENAME;
    }

    /** Whether the process ends there. */
    boolean deadly() {
        return this == KILL || this == POWER_CUT;
    }
}

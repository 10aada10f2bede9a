package org.slicedscore.engine.setting;

/** What depends on a setting, which decides whether a run can go on with another value and whether a model's file has it. */
public enum Effect {
    /** Every step: a run that goes on keeps the value. */
    STEPS,
    /** When training ends: a run that goes on may get another value. */
    LENGTH,
    /** Nothing that is learned: a run that goes on may get another value, and a model's file does not have it. */
    NONE
}

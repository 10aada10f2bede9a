package org.slicedscore.engine.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One part of an experiment, computed on its own.
 *
 * @param id unique in the experiment, usable as the name of a file: letters, digits, '.', '_' and '-'
 * @param settings everything its result depends on, by name; a folder whose cells have other settings is refused
 * @param seconds rough duration on two cores, used to estimate the remaining time
 */
public record Cell(String id, Map<String, String> settings, double seconds) {
    /**
     * Checks the id and copies the settings, keeping their order.
     *
     * @throws IllegalArgumentException if the id is not a valid file name, or the seconds are not positive
     */
    public Cell {
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("a cell's id is the name of a file: " + id);
        }
        if (!(seconds > 0)) {
            throw new IllegalArgumentException("cell " + id + " takes " + seconds + " seconds");
        }
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /**
     * One setting.
     *
     * @param name its name
     * @throws IllegalArgumentException if there is none
     */
    public String get(String name) {
        String value = settings.get(name);
        if (value == null) {
            throw new IllegalArgumentException("cell " + id + " has no setting '" + name + "'");
        }
        return value;
    }

    /**
     * One setting as a whole number.
     *
     * @param name its name
     * @throws IllegalArgumentException if there is none, or it is not a number
     */
    public int integer(String name) {
        return Integer.parseInt(get(name));
    }
}

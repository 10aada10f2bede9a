package org.slicedscore.api;

import java.util.List;
import org.slicedscore.api.option.Option;

/**
 * What all plug-ins have in common. A plug-in is found by {@link java.util.ServiceLoader}, has a public constructor
 * without arguments, holds no state and may be used by several threads.
 */
public interface Plugin {
    /** The level of this SPI. A plug-in compiled against another level is reported and not used. */
    int SPI_LEVEL = 1;

    /**
     * The name users type.
     *
     * @return lower-case words joined by '-', unique among plug-ins of one kind
     */
    String id();

    /**
     * One line on what it is.
     *
     * @return the text, without a full stop
     */
    String description();

    /**
     * Where it comes from: paper and equation.
     *
     * @return the source, empty if there is none to name
     */
    default String source() {
        return "";
    }

    /**
     * The options it understands.
     *
     * @return the declared options, in the order they are shown
     */
    default List<Option<?>> options() {
        return List.of();
    }

    /**
     * The level of the SPI it was written for.
     *
     * @return {@link #SPI_LEVEL} at the time of compilation
     */
    default int spiLevel() {
        return SPI_LEVEL;
    }
}

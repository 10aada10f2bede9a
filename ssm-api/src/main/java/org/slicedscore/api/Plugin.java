package org.slicedscore.api;

import java.util.List;
import java.util.Map;
import org.slicedscore.api.option.Option;

/**
 * The base of all plug-ins. A plug-in is found by {@link java.util.ServiceLoader}, has a public constructor
 * without arguments, holds no state and may be used by several threads.
 */
public interface Plugin {
    /** The level of this SPI. Plug-ins of another level are reported and not used. */
    int SPI_LEVEL = 1;

    /** {@return the name users type: lower-case words joined by '-', unique among plug-ins of one kind} */
    String id();

    /**
     * The vendor. It distinguishes plug-ins with the same id: users write {@code vendor:id}, and runs record it.
     *
     * @return lower-case words joined by '-' or '.'; by default derived from the package's name, such as {@code example} of
     *     {@code com.example.banana} and {@code alice} of {@code io.github.alice}
     */
    default String vendor() {
        return Vendors.of(getClass());
    }

    /** {@return a one-line description, without a full stop} */
    String description();

    /** {@return the source, paper and equation, or empty} */
    default String source() {
        return "";
    }

    /** {@return the options it accepts, in display order} */
    default List<Option<?>> options() {
        return List.of();
    }

    /**
     * Options that make it quick to check. Checks test every derivative and every combination with other plug-ins,
     * which would take hours with millions of parameters and show no more.
     *
     * @return option name to text; others keep their defaults; by default none
     */
    default Map<String, String> optionsForChecks() {
        return Map.of();
    }

    /**
     * The SPI level it was written for. A jar may declare it in its manifest instead, as {@code Ssm-Spi-Level: 1}, which is
     * read before any of its classes is loaded.
     *
     * @return by default the current level; a plug-in that returns {@code SPI_LEVEL} itself keeps the level it was
     *     compiled with
     */
    default int spiLevel() {
        return SPI_LEVEL;
    }
}

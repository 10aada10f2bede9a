package org.slicedscore.api;

import java.util.List;
import java.util.Map;
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
     * Who makes it. It tells plug-ins of one id apart: users then write {@code vendor:id}, and a run remembers it.
     *
     * @return lower-case words joined by '-' or '.'; by default taken from the package's name, such as {@code example} of
     *     {@code com.example.banana} and {@code alice} of {@code io.github.alice}
     */
    default String vendor() {
        return Vendors.of(getClass());
    }

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
     * Options under which it is quick to check. Checks take it through every derivative and every other plug-in, for which
     * a model of millions of parameters would take hours and show no more than a small one.
     *
     * @return option name to text; options that are not named are at their defaults, as all are unless overridden
     */
    default Map<String, String> optionsForChecks() {
        return Map.of();
    }

    /**
     * The level of the SPI it was written for. A jar may say so in its manifest instead, as {@code Ssm-Spi-Level: 1}, which is
     * read before any of its classes is loaded.
     *
     * @return by default the present level; a plug-in that repeats {@code return SPI_LEVEL} keeps the level of the time when
     *     it was compiled
     */
    default int spiLevel() {
        return SPI_LEVEL;
    }
}

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
     * Values of options with which self-checks compute it: sizes that keep derivatives in double precision fast, and steps
     * whose rounding single precision bears.
     *
     * @return option name to text; none unless overridden, for the defaults
     */
    default Map<String, String> checkOptions() {
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

package org.slicedscore.report.figure;

import java.util.function.Supplier;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.api.error.Subject;

/** Text as pixels needs native libraries and at least one font, which a bare machine may lack. */
final class FontCheck {
    private FontCheck() {}

    /** Paints, or says what to install. */
    static <T> T textReady(Supplier<T> painting) {
        try {
            return painting.get();
        } catch (LinkageError e) {
            throw noText(e);
        } catch (RuntimeException | InternalError e) {
            if (isAboutFonts(e)) {
                throw noText(e);
            }
            throw e;
        }
    }

    private static boolean isAboutFonts(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            for (StackTraceElement frame : t.getStackTrace()) {
                if (frame.getClassName().startsWith("sun.font.")
                        || frame.getClassName().startsWith("sun.awt.FontConfiguration")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static SsmException noText(Throwable cause) {
        return Problem.backend(new Subject.Other("PNG"))
                .says("cannot be drawn: this machine has no fonts for Java (%s)", cause)
                .remedy("install fontconfig, FreeType and a font (on Debian: apt install fontconfig libfreetype6"
                        + " fonts-dejavu-core) and draw again, or draw SVG, which needs no font")
                .exception(cause);
    }
}

package org.slicedscore.report.figure;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.CachedImageHandlerBase64Encoder;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.slicedscore.api.error.SsmException;
import org.slicedscore.engine.figure.Figure;
import org.slicedscore.engine.figure.FigureRenderer;
import org.w3c.dom.Document;

/** Draws a figure once, on a canvas that becomes SVG or PNG. Needs no display. */
public final class ChartRenderer implements FigureRenderer {
    /** Pixels of a PNG for each unit of the drawing, so that it is sharp on high-resolution screens. */
    private static final int SCALE = 2;

    /** For the service loader. */
    public ChartRenderer() {
        System.setProperty("java.awt.headless", "true");
    }

    @Override
    public void svg(Figure figure, String mark, OutputStream out) throws IOException {
        Drawing drawing = drawing(figure, mark);
        Document document = document();
        SVGGraphics2D graphics = textReady(() -> {
            SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
            context.setComment(null);
            context.setPrecision(5);
            context.setGenericImageHandler(new PngImages());
            SVGGraphics2D canvas = new SVGGraphics2D(context, false);
            canvas.setSVGCanvasSize(drawing.size());
            drawing.paint(canvas);
            return canvas;
        });
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        graphics.stream(writer, true);
        writer.flush();
    }

    @Override
    public void png(Figure figure, String mark, OutputStream out) throws IOException {
        Drawing drawing = drawing(figure, mark);
        BufferedImage image = textReady(() -> {
            BufferedImage canvas = new BufferedImage(
                    SCALE * drawing.size().width, SCALE * drawing.size().height, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = canvas.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            graphics.scale(SCALE, SCALE);
            drawing.paint(graphics);
            graphics.dispose();
            return canvas;
        });
        if (!ImageIO.write(image, "png", out)) {
            throw new IOException("this JDK writes no PNG");
        }
    }

    private static Drawing drawing(Figure figure, String mark) {
        return switch (figure) {
            case Figure.Plot plot -> new PlotDrawing(plot, mark);
            case Figure.Images images -> new ImagesDrawing(images, mark);
            case Figure.Maps maps -> new MapsDrawing(maps, mark);
        };
    }

    /** Text needs native libraries and at least one font, which a bare machine may lack. */
    private static <T> T textReady(Supplier<T> painting) {
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
        return new SsmException(
                SsmException.Kind.BACKEND,
                "figures cannot be drawn: this machine has no fonts for Java (" + cause
                        + "); install fontconfig, FreeType and a font (on Debian: apt install fontconfig libfreetype6"
                        + " fonts-dejavu-core) and run the same command again; numbers and tables are written",
                cause);
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every Java platform has an XML parser", e);
        }
    }

    /** Writes images as PNG with the JDK's encoder; Batik's own is in a module that is not included. */
    private static final class PngImages extends CachedImageHandlerBase64Encoder {
        @Override
        public void encodeImage(BufferedImage image, OutputStream out) throws IOException {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            if (!ImageIO.write(image, "png", png)) {
                throw new IOException("this JDK writes no PNG");
            }
            out.write(Base64.getEncoder().encode(png.toByteArray()));
        }
    }
}

package org.slicedscore.data.io;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slicedscore.api.error.Problem;
import org.slicedscore.api.error.Subject;

/** The contents of an NPY header, a Python dictionary with descr, fortran_order and shape. */
record NpyHeader(ElementType type, ByteOrder order, boolean fortran, int[] shape) {
    private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*:\\s*(['\"])(.*?)\\1");
    private static final Pattern STRUCTURED = Pattern.compile("['\"]descr['\"]\\s*:\\s*\\[");
    private static final Pattern FORTRAN = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([^)]*)\\)");
    private static final Pattern TYPE = Pattern.compile("([<>|=]?)([a-zA-Z])(\\d*)(\\[.*])?");
    private static final String REMEDY = "save it with numpy.save(file, array.astype('float64'))";

    static NpyHeader parse(String name, int offset, String text) {
        Matcher descr = DESCR.matcher(text);
        if (STRUCTURED.matcher(text).find()) {
            throw Problem.data(new Subject.Byte(name, offset))
                    .found("a structured dtype")
                    .expected("plain real numbers")
                    .remedy("save one column of it, or a 2-D array of float64")
                    .exception();
        }
        Matcher fortran = FORTRAN.matcher(text);
        Matcher shape = SHAPE.matcher(text);
        if (!descr.find() || !fortran.find() || !shape.find()) {
            throw Problem.data(new Subject.Byte(name, offset))
                    .found("the header %s", Quoting.quote(text))
                    .expected("descr, fortran_order and shape")
                    .remedy("the file is damaged, write it again")
                    .exception();
        }
        int[] lengths = shape(name, offset, shape.group(1));
        Matcher type = TYPE.matcher(descr.group(2));
        ElementType element =
                type.matches() && type.group(4) == null && !type.group(3).isEmpty()
                        ? ElementType.of(type.group(2).charAt(0), Integer.parseInt(shorten(type.group(3))))
                        : null;
        if (element == null) {
            throw Problem.data(new Subject.Byte(name, offset))
                    .found("dtype %s, %s", Quoting.quote(descr.group(2)), kind(descr.group(2)))
                    .expected("real numbers: f2, f4, f8, i1 to i8, u1 to u8 or bool")
                    .remedy(REMEDY)
                    .exception();
        }
        ByteOrder order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new NpyHeader(element, order, fortran.group(1).equals("True"), lengths);
    }

    private static String shorten(String digits) {
        return digits.length() > 4 ? "9999" : digits;
    }

    private static String kind(String descr) {
        char letter = descr.isEmpty()
                ? ' '
                : descr.charAt(Character.isLetter(descr.charAt(0)) ? 0 : Math.min(1, descr.length() - 1));
        return switch (letter) {
            case 'c' -> "which is complex numbers";
            case 'O' -> "which is pickled Python objects";
            case 'U', 'S', 'a' -> "which is text";
            case 'M', 'm' -> "which is times";
            case 'V' -> "which is raw bytes";
            default -> "which is no number that can be read";
        };
    }

    private static int[] shape(String name, int offset, String text) {
        try {
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .map(part -> part.endsWith("L") ? part.substring(0, part.length() - 1) : part)
                    .mapToInt(part -> {
                        int length = Integer.parseInt(part);
                        if (length < 0) {
                            throw new NumberFormatException();
                        }
                        return length;
                    })
                    .toArray();
        } catch (NumberFormatException e) {
            throw Problem.data(new Subject.Byte(name, offset))
                    .found("the shape (%s)", Quoting.plain(text, 80))
                    .expected("whole numbers from 0 to %d", Integer.MAX_VALUE)
                    .remedy("the file is damaged or too large")
                    .exception();
        }
    }
}

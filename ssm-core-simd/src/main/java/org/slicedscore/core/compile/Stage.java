package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;

/** A part of a program without loops in it, which runs once or is the body of a loop. Later stages see what it writes. */
final class Stage {
    /** How many times it runs. */
    final int passes;

    /** The links that are zero once it has run. */
    final List<Primitive.Variable> zeros = new ArrayList<>();

    final Map<String, Expr> outputs = new LinkedHashMap<>();
    final Map<Primitive.Variable, Expr> assignments = new LinkedHashMap<>();

    Stage(int passes) {
        this.passes = passes;
    }
}

package org.slicedscore.core.compile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slicedscore.api.expr.Expr;
import org.slicedscore.api.expr.Primitive;
import org.slicedscore.api.expr.Shape;
import org.slicedscore.core.interpret.Interpreter;

/** Each rule makes of an expression the simpler one that is written beside it, of the same value. */
class SimplifierTest {
    private static final Shape MATRIX = Shape.of(3, 4);
    private static final Expr X = CompilerTest.input("x", 3, 4);
    private static final Expr Y = CompilerTest.input("y", 3, 4);
    private static final Expr ROW = CompilerTest.input("row", 1, 4);
    private static final Expr OTHER_ROW = CompilerTest.input("other", 1, 4);
    private static final Expr COLUMN = CompilerTest.input("column", 3, 1);
    private static final Expr LINE = CompilerTest.input("line", 4);
    private static final Expr CUBE = CompilerTest.input("cube", 2, 3, 4);
    private static final Map<String, double[]> VALUES = Map.of(
            "x",
            CompilerTest.numbers(12, 1),
            "y",
            CompilerTest.numbers(12, 2),
            "row",
            CompilerTest.numbers(4, 3),
            "other",
            CompilerTest.numbers(4, 4),
            "column",
            CompilerTest.numbers(3, 5),
            "line",
            CompilerTest.numbers(4, 6),
            "cube",
            CompilerTest.numbers(24, 7));

    /** What a rule sees and what it makes of it. */
    private record Case(String name, Expr given, Expr simpler) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case rule(String name, Expr given, Expr simpler) {
        return new Case(name, given, simpler);
    }

    private static Expr all(double value) {
        return Expr.filled(value, MATRIX);
    }

    private static Expr stretched(Expr e) {
        return e.broadcastTo(MATRIX);
    }

    static List<Case> arithmetic() {
        return List.of(
                rule("a function of a number", Expr.constant(4).sqrt(), Expr.constant(2)),
                rule("a sum of numbers", Expr.constant(4).sub(7), Expr.constant(-3)),
                rule("−(−x)", X.negate().negate(), X),
                rule("x + 0", X.add(0), X),
                rule("0 + x", all(0).add(X), X),
                rule("x − 0", X.sub(0), X),
                rule("0 − x", all(0).sub(X), X.negate()),
                rule("x − 3", X.sub(3), X.add(-3)),
                rule("x · 1", X.mul(1), X),
                rule("x · 0", X.mul(0), all(0)),
                rule("x · −1", X.mul(-1), X.negate()),
                rule("x / 4", X.div(4), X.mul(0.25)),
                rule("0 / x", all(0).div(X), all(0)),
                rule("3 · (−x)", X.negate().mul(3), X.mul(-3)),
                rule("3 · (2 · x)", X.mul(2).mul(3), X.mul(6)),
                rule("x + (−y)", X.add(Y.negate()), X.sub(Y)),
                rule("(−x) + y", X.negate().add(Y), Y.sub(X)),
                rule("x − x", X.sub(X), all(0)),
                rule("x − (−y)", X.sub(Y.negate()), X.add(Y)),
                rule("(−x) · (−y)", X.negate().mul(Y.negate()), X.mul(Y)),
                rule("(−x) · y", X.negate().mul(Y), X.mul(Y).negate()),
                rule("x · (−y)", X.mul(Y.negate()), X.mul(Y).negate()),
                rule("max(x, x)", X.maximum(X), X),
                rule("y + x", Y.add(X), X.add(Y)),
                rule("y · x", Y.mul(X), X.mul(Y)),
                rule("true ? x : y", Expr.filled(1, MATRIX).select(X, Y), X),
                rule("false ? x : y", Expr.filled(0, MATRIX).select(X, Y), Y),
                rule("y ? x : x", Y.less(X).select(X, X), X),
                rule("of a stretched row", stretched(ROW).exp(), stretched(ROW.exp())),
                rule("of two stretched rows", stretched(ROW).add(stretched(OTHER_ROW)), stretched(ROW.add(OTHER_ROW))),
                rule("of a stretched row and a number", stretched(ROW).mul(3), stretched(ROW.mul(3))),
                rule(
                        "of three stretched rows",
                        stretched(ROW).less(stretched(OTHER_ROW)).select(stretched(ROW), stretched(OTHER_ROW)),
                        stretched(ROW.less(OTHER_ROW).select(ROW, OTHER_ROW))),
                rule("two pieces in each other's place", X.pad(0, 0, 3).add(Y.pad(0, 3, 0)), Expr.concat(0, X, Y)),
                rule("and in the other order", Y.pad(1, 4, 0).add(X.pad(1, 0, 4)), Expr.concat(1, X, Y)));
    }

    static List<Case> structure() {
        Expr ab = X.matmul(Y.t());
        return List.of(
                rule("stretched to its own shape", X.broadcastTo(MATRIX), X),
                rule(
                        "stretched twice",
                        Expr.of(
                                new Primitive.Broadcast(Shape.of(3, 4)),
                                Expr.of(new Primitive.Broadcast(Shape.of(1, 4)), ROW)),
                        stretched(ROW)),
                rule("its own shape", Expr.of(new Primitive.Reshape(MATRIX), X), X),
                rule("shaped twice", X.reshape(2, 6).reshape(12), X.reshape(12)),
                rule("a shaped number", all(2).reshape(12), Expr.filled(2, Shape.of(12))),
                rule(
                        "an axis added behind",
                        stretched(ROW).expand(2),
                        ROW.reshape(1, 4, 1).broadcastTo(Shape.of(3, 4, 1))),
                rule(
                        "an axis taken away",
                        ROW.expand(1).broadcastTo(Shape.of(3, 1, 4)).reshape(3, 4),
                        stretched(ROW)),
                rule("(xᵀ)ᵀ", X.t().t(), X),
                rule("two permutations", CUBE.transpose(1, 2, 0).transpose(1, 0, 2), CUBE.transpose(2, 1, 0)),
                rule("the transpose of a row", ROW.t(), ROW.reshape(4, 1)),
                rule("(A·B)ᵀ", ab.t(), Y.matmul(X.t())),
                rule(
                        "(A·B + C·D)ᵀ",
                        ab.add(X.matmul(X.t())).t(),
                        Y.matmul(X.t()).add(X.matmul(X.t()))),
                rule("a whole slice", X.slice(1, 0, 4), X),
                rule("a slice of a slice", X.slice(1, 1, 4).slice(1, 1, 3), X.slice(1, 2, 4)),
                rule("a slice of the first part", Expr.concat(1, X, Y).slice(1, 1, 4), X.slice(1, 1, 4)),
                rule("a slice of the second part", Expr.concat(1, X, Y).slice(1, 4, 7), Y.slice(1, 0, 3)),
                rule("the second part", Expr.concat(0, X, Y).slice(0, 3, 6), Y),
                rule(
                        "padding",
                        X.pad(0, 1, 2),
                        Expr.concat(0, Expr.filled(0, Shape.of(1, 4)), X, Expr.filled(0, Shape.of(2, 4)))),
                rule("one part", Expr.concat(0, X), X),
                rule("equal numbers", Expr.concat(0, all(2), all(2)), Expr.filled(2, Shape.of(6, 4))));
    }

    static List<Case> reductions() {
        return List.of(
                rule("the sum of a number", all(2).sum(0), Expr.filled(6, Shape.of(4))),
                rule("the largest of a number", all(2).max(0), Expr.filled(2, Shape.of(4))),
                rule("over an axis of extent 1", ROW.sum(0), ROW.reshape(4)),
                rule("over one that is not", ROW.max(0, 1), ROW.max(1).reshape(new int[0])),
                rule(
                        "the sum of a stretched row",
                        stretched(ROW).sum(0),
                        ROW.reshape(4).mul(3)),
                rule("its largest", stretched(ROW).max(0), ROW.reshape(4)),
                rule("along the row", stretched(ROW).sum(1), ROW.sum(1).broadcastTo(Shape.of(3))),
                rule("the sum of −x", X.negate().sum(0), X.sum(0).negate()),
                rule("the sum of 3 · x", X.mul(3).sum(1), X.sum(1).mul(3)),
                rule(
                        "a factor that does not vary",
                        X.mul(stretched(COLUMN)).mul(Y).sum(1),
                        X.mul(Y).sum(1).mul(COLUMN.reshape(3))),
                rule("A·(Bᵀ) by flags", X.matmul(Y.t()), Expr.of(new Primitive.MatMul(false, true), X, Y)),
                rule("(Aᵀ)·B by flags", X.t().matmul(Y), Expr.of(new Primitive.MatMul(true, false), X, Y)),
                rule(
                        "by a matrix of one number",
                        X.matmul(Expr.filled(2, Shape.of(4, 5))),
                        X.sum(1).expand(1).mul(2).broadcastTo(Shape.of(3, 5))),
                rule(
                        "of a matrix of one number",
                        Expr.filled(2, Shape.of(5, 3)).matmul(X),
                        X.sum(0).expand(0).mul(2).broadcastTo(Shape.of(5, 4))),
                rule("an outer product", COLUMN.matmul(ROW), stretched(COLUMN).mul(stretched(ROW))),
                rule(
                        "equal rows",
                        stretched(ROW).matmul(X.t()),
                        ROW.matmul(X.t()).broadcastTo(Shape.of(3, 3))),
                rule(
                        "equal columns",
                        X.t().matmul(COLUMN.broadcastTo(Shape.of(3, 5))),
                        X.t().matmul(COLUMN).broadcastTo(Shape.of(4, 5))),
                rule(
                        "zeros behind the columns of the first matrix",
                        Expr.concat(1, X.slice(1, 0, 1), X.slice(1, 3, 4), Expr.filled(0, Shape.of(3, 2)))
                                .matmul(Y.t()),
                        Expr.concat(1, X.slice(1, 0, 1), X.slice(1, 3, 4))
                                .matmul(Y.slice(1, 0, 2).t())),
                rule(
                        "zeros around the columns of the second matrix",
                        X.matmul(Expr.concat(
                                        1,
                                        Expr.filled(0, Shape.of(3, 1)),
                                        Y.slice(1, 1, 3),
                                        Expr.filled(0, Shape.of(3, 1)))
                                .t()),
                        X.slice(1, 1, 3).matmul(Y.slice(1, 1, 3).t())),
                rule(
                        "zeros above the rows of a transposed one",
                        Expr.concat(0, Expr.filled(0, Shape.of(1, 4)), X.slice(0, 1, 3))
                                .t()
                                .matmul(Y),
                        X.slice(0, 1, 3).t().matmul(Y.slice(0, 1, 3))),
                rule(
                        "zeros behind the columns of a stack",
                        Expr.concat(2, CUBE.slice(2, 0, 3), Expr.filled(0, Shape.of(2, 3, 1)))
                                .reshape(6, 4)
                                .matmul(Y.t()),
                        CUBE.slice(2, 0, 3)
                                .reshape(6, 3)
                                .matmul(Y.slice(1, 0, 3).t())));
    }

    @ParameterizedTest
    @MethodSource({"arithmetic", "structure", "reductions"})
    void aRuleMakesItSimpler(Case c) {
        assertEquals(c.given().shape(), c.simpler().shape());
        Simplifier simplifier = new Simplifier();
        Expr found = simplifier.simplify(c.given());
        assertSame(simplifier.simplify(c.simpler()), found);
        assertArrayEquals(Interpreter.evaluate(c.given(), VALUES), Interpreter.evaluate(found, VALUES), 1e-12);
    }

    /** What looks like a case of a rule and is none. */
    @Test
    void otherExpressionsStay() {
        for (Case c : List.of(
                rule("stretched and not", stretched(ROW).add(X), stretched(ROW.add(ROW))),
                rule("stretched differently", stretched(ROW).mul(stretched(COLUMN)), stretched(ROW.mul(ROW))),
                rule(
                        "pieces that overlap",
                        X.pad(0, 0, 2).add(CompilerTest.input("two", 2, 4).pad(0, 3, 0)),
                        X.pad(0, 0, 2)),
                rule("a slice across parts", Expr.concat(1, X, Y).slice(1, 3, 5), X.slice(1, 2, 4)),
                rule("an order that matters", X.sub(Y), Y.sub(X)))) {
            Simplifier simplifier = new Simplifier();
            assertNotSame(simplifier.simplify(c.simpler()), simplifier.simplify(c.given()), c.name());
        }
        Expr gap = Expr.concat(0, X, Expr.filled(0, Shape.of(2, 4)))
                .add(Expr.concat(0, Expr.filled(0, Shape.of(2, 4)), Y));
        assertArrayEquals(
                Interpreter.evaluate(gap, VALUES), Interpreter.evaluate(new Simplifier().simplify(gap), VALUES), 1e-12);
    }

    /** Only an exchange of the last two axes goes into the flags of a product. */
    @Test
    void productsUnderOtherTransposesKeepTheirValue() {
        Expr product = CUBE.matmul(CUBE.transpose(0, 2, 1));
        Expr sum = product.add(CUBE.mul(2).matmul(CUBE.transpose(0, 2, 1)));
        for (Expr e : List.of(
                product.transpose(0, 2, 1),
                product.transpose(1, 0, 2),
                product.transpose(2, 1, 0),
                sum.transpose(0, 2, 1),
                sum.transpose(2, 0, 1),
                CUBE.transpose(2, 1, 0).matmul(CUBE.transpose(2, 0, 1)))) {
            assertArrayEquals(
                    Interpreter.evaluate(e, VALUES), Interpreter.evaluate(new Simplifier().simplify(e), VALUES), 1e-12);
        }
    }

    /** Derivatives meet the same factors in different orders. */
    @Test
    void aProductOfThreeIsFoundAgain() {
        Expr z = CompilerTest.input("z", 3, 4);
        for (Expr again :
                List.of(X.mul(Y.mul(z)), Y.mul(z).mul(X), z.mul(X).mul(Y), Y.mul(X.mul(z)), z.mul(Y.mul(X)))) {
            Simplifier simplifier = new Simplifier();
            Expr first = simplifier.simplify(X.mul(Y).mul(z));
            assertSame(first, simplifier.simplify(again));
        }
    }
}

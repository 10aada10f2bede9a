package org.slicedscore.cli.plugins;

/** A small plug-in that works, to be spoiled. */
final class Banana {
    static final String MODEL = "org.slicedscore.api.Model";
    static final String CLASS = "com.acme.banana.Banana";

    private Banana() {}

    /** The class, with something more in its body. */
    static String model(String id, String body) {
        return """
                package com.acme.banana;

                import java.util.List;
                import org.slicedscore.api.*;
                import org.slicedscore.api.expr.*;
                import org.slicedscore.api.option.*;

                public class Banana implements LogDensityModel {
                    @Override public String id() { return "%s"; }
                    @Override public String description() { return "a bent Gaussian"; }
                    @Override public Expr logDensity(Expr x, ModelScope scope) {
                        Expr z = x.sub(scope.parameter("mean", Init.constant(0), x.dim(-1)));
                        return z.square().sum(-1).mul(-0.5);
                    }
                    %s
                }
                """.formatted(id, body);
    }

    /** A module that provides it. */
    static String module(String name) {
        return "module " + name + " { requires org.slicedscore.api; provides " + MODEL + " with " + CLASS + "; }";
    }

    /** Sources of a module. */
    static PluginSources modular(String id) {
        return new PluginSources()
                .source("module-info", module("com.acme.banana"))
                .source(CLASS, model(id, ""));
    }

    /** Sources without a descriptor. */
    static PluginSources plain(String id, String body) {
        return new PluginSources().source(CLASS, model(id, body)).service(MODEL, CLASS);
    }
}

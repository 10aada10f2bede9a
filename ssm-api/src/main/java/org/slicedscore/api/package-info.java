/**
 * The interfaces that plug-ins implement: {@link org.slicedscore.api.Model}, {@link org.slicedscore.api.Projection},
 * {@link org.slicedscore.api.Objective}, {@link org.slicedscore.api.Optimizer} and {@link
 * org.slicedscore.api.backend.BackendProvider}. A plug-in is a formula over {@link org.slicedscore.api.expr.Expr}; nobody
 * who writes one writes a derivative.
 */
package org.slicedscore.api;

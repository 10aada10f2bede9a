/**
 * The interfaces that plug-ins implement: {@link org.slicedscore.api.Model}, {@link org.slicedscore.api.Projection},
 * {@link org.slicedscore.api.Objective}, {@link org.slicedscore.api.Optimizer}, {@link org.slicedscore.api.Sampler}, {@link
 * org.slicedscore.api.Generator}, {@link org.slicedscore.api.Detector}, {@link org.slicedscore.api.Exporter}, {@link
 * org.slicedscore.api.data.DataFormat} and {@link org.slicedscore.api.backend.BackendProvider}. Whatever is trained is a formula over {@link
 * org.slicedscore.api.expr.Expr}; derivatives are never written by hand.
 *
 * <h2>What plug-ins can rely on</h2>
 *
 * {@link org.slicedscore.api.Plugin#SPI_LEVEL} is the level of the SPI. Within a level nothing is removed and no signature
 * changes; interfaces that plug-ins implement gain only methods with defaults. Interfaces that ssm implements and plug-ins
 * call, such as {@link org.slicedscore.api.ModelScope} and {@link org.slicedscore.api.ScoreFunction}, may gain any methods.
 * Plug-ins of another level are reported and not used.
 *
 * <h2>Threads</h2>
 *
 * A plug-in is instantiated once and may be used by several threads at the same time, so it holds no state. Expressions, shapes,
 * options, plans and all other values are immutable and may be shared. Scopes and the like ({@link
 * org.slicedscore.api.ModelScope}, {@link org.slicedscore.api.ScoreFunction}, {@link org.slicedscore.api.Projection.Draws}) are
 * used only within the call that receives them. In {@link org.slicedscore.api.backend} only the provider may be shared: a
 * backend, its memory and its executables are used by one thread at a time, though not always the same one.
 *
 * <h2>Shapes and errors</h2>
 *
 * B is the number of rows of a batch, D that of features, M that of directions per row. An operation on shapes that do not fit
 * throws {@link java.lang.IllegalArgumentException}, which means an error in the formula; a problem that a user can fix, such as a wrong
 * option, is an {@link org.slicedscore.api.error.SsmException}. Rows are in the coordinates after preprocessing unless a method says
 * otherwise. No argument or result may be null unless a method says so.
 *
 * @since 0.1.0
 */
package org.slicedscore.api;

/**
 * Contract tests for plug-ins. Extend the contract of your kind, return your plug-in, run it with JUnit: {@link
 * org.slicedscore.testkit.ModelContract}, {@link org.slicedscore.testkit.ProjectionContract}, {@link
 * org.slicedscore.testkit.ObjectiveContract}, {@link org.slicedscore.testkit.OptimizerContract}, {@link
 * org.slicedscore.testkit.SamplerContract}, {@link org.slicedscore.testkit.GeneratorContract}, {@link
 * org.slicedscore.testkit.DetectorContract}, {@link org.slicedscore.testkit.ExporterContract}, {@link org.slicedscore.testkit.DataFormatContract}, {@link org.slicedscore.testkit.BackendContract}. {@link
 * org.slicedscore.testkit.ContractRun} runs the same without JUnit.
 *
 * @since 0.1.0
 */
package org.slicedscore.testkit;

/**
 * The models, objectives, projections, optimisers, samplers, generators and detectors that ship. Generators and detectors compute on rows of
 * numbers, the others are formulas over {@link org.slicedscore.api.expr.Expr}. The packages are closed, because everything here is found by its
 * id.
 *
 * @provides org.slicedscore.api.Model densities and scores: Gaussians and their mixtures, networks, noise-conditioned networks, convolutions,
 *     flows and kernel exponential families
 * @provides org.slicedscore.api.Objective score matching, exact and estimated, denoising score matching and maximum likelihood
 * @provides org.slicedscore.api.Projection distributions of random directions
 * @provides org.slicedscore.api.Optimizer {@code adam}, {@code rmsprop} and {@code sgd}
 * @provides org.slicedscore.api.Detector kernel density, Mahalanobis distance and nearest neighbours
 * @provides org.slicedscore.api.Generator mixtures of Gaussians, and noise sent through a map
 * @provides org.slicedscore.api.Sampler Markov chains, and samplers that go down through the noise levels
 */
module org.slicedscore.models {
    requires org.slicedscore.api;

    provides org.slicedscore.api.Model with
            org.slicedscore.models.model.GaussianModel,
            org.slicedscore.models.model.GaussianMixtureModel,
            org.slicedscore.models.model.ConvEnergy,
            org.slicedscore.models.model.MlpEnergy,
            org.slicedscore.models.model.MlpScore,
            org.slicedscore.models.model.NoiseEnergy,
            org.slicedscore.models.model.UnetScore,
            org.slicedscore.models.model.NoiseScore,
            org.slicedscore.models.model.Nice,
            org.slicedscore.models.model.DeepKernelExponentialFamily;
    provides org.slicedscore.api.Objective with
            org.slicedscore.models.objective.ScoreMatching,
            org.slicedscore.models.objective.SlicedScoreMatching,
            org.slicedscore.models.objective.VarianceReduced,
            org.slicedscore.models.objective.DenoisingScoreMatching,
            org.slicedscore.models.objective.CurvaturePropagationObjective,
            org.slicedscore.models.objective.ApproximateBackPropagation,
            org.slicedscore.models.objective.FiniteDifferenceSlicedScoreMatching,
            org.slicedscore.models.objective.MaximumLikelihood;
    provides org.slicedscore.api.Projection with
            org.slicedscore.models.projection.GaussianProjection,
            org.slicedscore.models.projection.Rademacher,
            org.slicedscore.models.projection.Sphere,
            org.slicedscore.models.projection.UnitSphere,
            org.slicedscore.models.projection.Basis,
            org.slicedscore.models.projection.Orthogonal;
    provides org.slicedscore.api.Optimizer with
            org.slicedscore.models.optimizer.Adam,
            org.slicedscore.models.optimizer.RmsProp,
            org.slicedscore.models.optimizer.Sgd;
    provides org.slicedscore.api.Detector with
            org.slicedscore.models.detector.KernelDensity,
            org.slicedscore.models.detector.Mahalanobis,
            org.slicedscore.models.detector.NearestNeighbours;
    provides org.slicedscore.api.Generator with
            org.slicedscore.models.generator.Mixture,
            org.slicedscore.models.generator.PushForward;
    provides org.slicedscore.api.Sampler with
            org.slicedscore.models.sampler.Heun,
            org.slicedscore.models.sampler.Hmc,
            org.slicedscore.models.sampler.Langevin,
            org.slicedscore.models.sampler.Mala,
            org.slicedscore.models.sampler.PredictorCorrector,
            org.slicedscore.models.sampler.StochasticHeun;
}

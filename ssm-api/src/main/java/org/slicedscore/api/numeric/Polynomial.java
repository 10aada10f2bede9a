package org.slicedscore.api.numeric;

/**
 * Polynomials, fitted for float32, for functions that a backend's device lacks.
 *
 * @since 0.2.0
 */
public enum Polynomial {
    /** (eʳ − 1 − r) / r² for |r| ≤ ½ ln 2. */
    EXP(0x1.fffffcp-2f, 0x1.555492p-3f, 0x1.5558b4p-5f, 0x1.12399ap-7f, 0x1.6a48ccp-10f),
    /** (ln (1 + f) − f + f²/2) / f³ for 1 + f in [√½, √2). */
    LOG(
            0x1.555554p-2f,
            -0x1.000226p-2f,
            0x1.99a01cp-3f,
            -0x1.54728cp-3f,
            0x1.22d936p-3f,
            -0x1.0d8232p-3f,
            0x1.055e62p-3f,
            -0x1.38c91p-4f),
    /** (tanh x − x) / x³ in powers of x² for |x| ≤ 0.625. */
    TANH(-0x1.555532p-2f, 0x1.1106f6p-3f, -0x1.b835a4p-5f, 0x1.51f8cep-6f, -0x1.750ce4p-8f),
    /** sin 2πu / u minus the float nearest to 2π, in powers of u² for |u| ≤ ⅛. */
    SINE_OF_TURN(-0x1.777a5cp-23f, -0x1.4abbbep5f, 0x1.465facp6f, -0x1.2db5cep6f),
    /** (cos 2πu − 1) / u² in powers of u² for |u| ≤ ⅛. */
    COSINE_OF_TURN(-0x1.3bd3ccp4f, 0x1.03c1bp6f, -0x1.55b2b6p6f, 0x1.d4f7eep5f);

    /** The upper bits of ln 2; its product with any exponent is exact. */
    public static final float LN2_HIGH = 0x1.62e4p-1f;

    /** ln 2 − {@link #LN2_HIGH}. */
    public static final float LN2_LOW = 0x1.7f7d1cp-20f;

    private final float[] coefficients;

    Polynomial(float... coefficients) {
        this.coefficients = coefficients;
    }

    /** {@return the highest power, at least 1} */
    public int degree() {
        return coefficients.length - 1;
    }

    /**
     * One coefficient.
     *
     * @param power from 0 to the degree
     * @return the coefficient of that power
     */
    public float coefficient(int power) {
        return coefficients[power];
    }
}

package io.hallmark.learning.program;

import io.hallmark.document.Rational;

/// Momentum of a program: `v ← mu·v + G`, `W ← W - v`.
///
/// @param mu in [0, 1)
/// @param kernelBits q: weights inside a segment stand in units of 2^-q
record MomentumFormat(Rational mu, int kernelBits) {}

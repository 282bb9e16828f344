package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Cells;

/// The public integers of a training program that its operators need. Letters are those of
/// `docs/notation.md`: a real number x of scale f is the integer nearest to `x·2^f`.
///
/// @param features number of features, n0
/// @param outputs outputs of the last layer, n1
/// @param classes number of classes
/// @param inputMin smallest feature value
/// @param inputMax largest feature value
/// @param trainRows records of the training part, N
/// @param batch samples of a step, B
/// @param segment steps of a segment, P
/// @param steps steps of the training
/// @param fx scale of inputs and pre-activations
/// @param fg scale of gradient signals
/// @param fp scale of probabilities
/// @param bz signed bits of pre-activations
/// @param bs signed bits of gradient signals
/// @param bw signed bits of weights at a boundary
/// @param fexp scale of exported weights
/// @param bexp signed bits of exported weights
/// @param limb width of the largest range table
/// @param eta folded rate of every step, counted from 0
/// @param sigmoid the table SIG for `z = -2^(bz-1) .. 2^(bz-1)-1`
public record Formats(
    int features,
    int outputs,
    int classes,
    int inputMin,
    int inputMax,
    int trainRows,
    int batch,
    int segment,
    int steps,
    int fx,
    int fg,
    int fp,
    int bz,
    int bs,
    int bw,
    int fexp,
    int bexp,
    int limb,
    Cells eta,
    Cells sigmoid) {

  /// Scale of master weights, `fw = fx + fg`.
  public int fw() {
    return fx + fg;
  }

  /// Shift of the pre-activation, `s = fw` (no kernel bits in exact SGD).
  public int s() {
    return fw();
  }

  /// Shift of the rate, `S = min(16, limb)`.
  public int rateShift() {
    return Math.min(16, limb);
  }

  /// Number of segments.
  public int segments() {
    return steps / segment;
  }
}

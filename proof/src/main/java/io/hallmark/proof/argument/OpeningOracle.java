package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.merkle.Opening;
import java.util.List;

/// What one end knows about rows and masks in the joint opening.
interface OpeningOracle {
  /// Roots of the mask trees of groups 1, 2, …
  byte[] maskRoots();

  /// The sum of s over the cube.
  ExtArray maskSum();

  /// The coefficients c_0, c_2 of the next row round.
  ///
  /// @param form the joint claim
  /// @param eps the challenge `mask-combine`
  /// @param bound the challenges so far
  ExtArray rowRound(JointForm form, Ext eps, Ext[] bound);

  /// `mu = <gs, c_alpha> + eps·sum_g <g_g, w_g,alpha>`.
  ExtArray maskValue(Ext eps, ExtArray powers, List<ExtArray> weights);

  /// `hs = gs + gamma·s`.
  ExtArray maskOpening(Ext gamma);

  /// `h_g = g_g + gamma·fold_g`.
  ///
  /// @param rows eq(alpha, l) of the live rows of the group
  ExtArray foldedRow(int group, ExtArray rows, Ext gamma);

  /// Opens a commitment, counted in the order of the run.
  Opening open(int commitment, long[] positions);

  /// Opens the mask tree of a group.
  Opening openMask(int group, long[] positions);

  /// The levels of a group.
  LevelOracle levels(int group, ExtArray foldedRow);
}

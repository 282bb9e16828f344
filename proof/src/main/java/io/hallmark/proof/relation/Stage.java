package io.hallmark.proof.relation;

import java.util.List;

/// One stage: every form on a product column of one depth that the claims before it hold.
///
/// @param depth the product depth
/// @param occurrences the product column of each occurrence, in the order of claims and their
///   leaves
/// @param schedule the rounds of its sumcheck
public record Stage(int depth, List<ProductIndex> occurrences, Schedule schedule) {
  /// Copies the list.
  public Stage {
    occurrences = List.copyOf(occurrences);
  }
}

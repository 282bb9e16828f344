package io.hallmark.proof.commitment;

import java.util.ArrayList;
import java.util.List;

/// The opening budget of one commitment, for all its holders together.
///
/// A commitment has T position credits; a proof charges t of them per listing. Two openings are
/// reserved: one only for a renewal proof, one only for a renewal after the ledger was lost or
/// restored. So an ordinary proof is refused unless 2t credits are left after it, and a renewal
/// unless t are. After a restore the commitment is frozen: one renewal, and nothing else.
///
/// A plain value. Whoever keeps it must compare and append in one atomic step.
///
/// @param credits T, positions that the slack hides
/// @param perOpening t, positions that one proof opens
/// @param charged what was charged, in order, each entry once
/// @param frozen whether the ledger was lost or restored; `charged` then holds at most the renewal
///   made since
public record OpeningBudget(
    long credits, long perOpening, List<OpeningEntry> charged, boolean frozen) {
  /// Copies the list.
  public OpeningBudget {
    charged = List.copyOf(charged);
  }

  /// The budget of a commitment that was never opened.
  public static OpeningBudget fresh(Geometry geometry) {
    return new OpeningBudget(geometry.slack(), geometry.queries(), List.of(), false);
  }

  /// The budget after the ledger was lost or came from a backup.
  public OpeningBudget afterRestore() {
    return frozen ? this : new OpeningBudget(credits, perOpening, List.of(), true);
  }

  /// Credits that are left.
  public long left() {
    return frozen ? 0 : credits - charged.size() * perOpening;
  }

  /// Whether a proof may be made or released.
  ///
  /// @param entry what the opening is for; an entry that is charged already is allowed again
  /// @param renewal whether the proof renews this commitment
  public boolean allows(OpeningEntry entry, boolean renewal) {
    if (charged.contains(entry)) {
      return !frozen || renewal;
    }
    if (frozen) {
      return renewal && charged.isEmpty();
    }
    return left() - perOpening >= (renewal ? perOpening : 2 * perOpening);
  }

  /// The budget after a charge.
  ///
  /// @throws OpeningRefused if it does not allow the charge
  public OpeningBudget charge(OpeningEntry entry, boolean renewal) {
    if (!allows(entry, renewal)) {
      throw new OpeningRefused(
          (frozen ? "frozen after a restore: " : "no credits left: ") + entry.name());
    }
    if (charged.contains(entry)) {
      return this;
    }
    List<OpeningEntry> more = new ArrayList<>(charged);
    more.add(entry);
    return new OpeningBudget(credits, perOpening, more, frozen);
  }
}

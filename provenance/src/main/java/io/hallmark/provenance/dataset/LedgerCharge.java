package io.hallmark.provenance.dataset;

import io.hallmark.proof.commitment.OpeningEntry;
import java.time.Instant;
import java.util.Optional;

/// One opening in a ledger.
///
/// @param part name of the part
/// @param purpose what for; empty for a line that a kill cut short, which counts as an opening
/// @param entry how the ledger knows the proof
/// @param time when it was charged, by the clock of the machine
public record LedgerCharge(
    String part, Optional<CreditPurpose> purpose, OpeningEntry entry, Optional<Instant> time) {}

package io.hallmark.provenance.compliance;

import io.hallmark.document.Digest;
import io.hallmark.document.DocumentException;
import io.hallmark.learning.program.ProgramRefused;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.sampler.Sampler;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.dataset.Ingestion;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.policy.RunOrder;
import io.hallmark.provenance.policy.RunWindows;
import java.util.List;

/// The order in which a run reads records: that of its program and seed, and of nothing else.
///
/// @param program the training program
/// @param seed the seed of the run
public record PolicyOrder(TrainingProgram program, Digest seed) {
  /// Reads the order that a statement names.
  ///
  /// @param program the canonical bytes of the program
  /// @throws Rejected `PROGRAM_REFUSED` if the program breaks a bound
  /// @throws Malformed if it cannot be read
  static PolicyOrder read(byte[] program, Digest seed) throws VerificationException {
    try {
      return new PolicyOrder(TrainingProgram.read(program), seed);
    } catch (DocumentException.Malformed e) {
      throw new Malformed("program: " + e.getMessage());
    } catch (ProgramRefused e) {
      throw new Rejected("PROGRAM_REFUSED", String.valueOf(e.getMessage()));
    }
  }

  /// What the statement says about it.
  public PolicyStatement.Order stated() {
    return new PolicyStatement.Order(program.digest(), seed);
  }

  /// Positions of the run.
  long positions() {
    return (long) program.steps() * program.batch();
  }

  /// Number of windows.
  long windows(RunWindows windows) {
    return windows.of(positions() - 1, program.trainRows(), program.batch()) + 1L;
  }

  /// Whether the program reads these shards: all records of the training part, no more, no less.
  boolean fits(List<ManifestPart> shards) {
    return shards.stream().filter(PolicyOrder::isRead).mapToLong(ManifestPart::rows).sum()
        == program.trainRows();
  }

  private static boolean isRead(ManifestPart shard) {
    return shard.part().equals(Ingestion.TRAIN);
  }

  /// The positions with their windows. Record r of the training part is in its shards one after
  /// another, in the order of the manifest.
  RunOrder order(List<ManifestPart> shards, RunWindows windows) {
    int n = Math.toIntExact(positions());
    int[] rows = Sampler.records(seed, program.trainRows(), 0, n);
    int[] shardOf = new int[program.trainRows()];
    int[] rowOf = new int[program.trainRows()];
    int next = 0;
    for (int s = 0; s < shards.size(); s++) {
      if (isRead(shards.get(s))) {
        for (int r = 0; r < shards.get(s).rows(); r++) {
          shardOf[next] = s;
          rowOf[next++] = r;
        }
      }
    }
    int[] shard = new int[n];
    int[] window = new int[n];
    for (int p = 0; p < n; p++) {
      shard[p] = shardOf[rows[p]];
      window[p] = windows.of(p, program.trainRows(), program.batch());
      rows[p] = rowOf[rows[p]];
    }
    return new RunOrder(shard, rows, window);
  }
}

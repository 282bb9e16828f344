package io.hallmark.provenance.compliance;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.FolderLock;
import io.hallmark.document.Progress;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.argument.Multiplicities;
import io.hallmark.proof.argument.ProverEnvironment;
import io.hallmark.proof.argument.RunProver;
import io.hallmark.proof.argument.WitnessSource;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.OpeningRefused;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.security.GeometryRule;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.dataset.CreditPurpose;
import io.hallmark.provenance.policy.EntryList;
import io.hallmark.provenance.policy.ListDocument;
import io.hallmark.provenance.policy.ListRelation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// Makes private lists: a commitment to the entries, and the proof that they ascend.
public final class ListProver {
  private ListProver() {}

  /// Makes the folder of a private list. `list.json` is written last: a folder without it was never
  /// finished, and can be deleted.
  ///
  /// @param folder must not exist
  /// @param of what the list is; the digest of a file is not published
  /// @param openings openings B of the commitment, or the default
  /// @return what is published about it
  /// @throws IllegalArgumentException if two entries share their key, or the number of openings is
  ///   impossible
  /// @throws FileAlreadyExistsException if the folder exists
  /// @throws IOException if it cannot be written
  public static PrivateListDocument make(
      Path folder, ListDocument of, EntryList entries, OptionalLong openings, Progress progress)
      throws IOException, VerificationException, RefusedException, ProofException {
    if (Files.exists(folder)) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    Geometry geometry =
        GeometryRule.forDataset(entries.size(), entries.width(), openings)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    openings.orElse(0) + " openings do not fit a list of this size"));
    Map<String, Cells> witness = ListRelation.witness(entries).getFirst();
    progress.report("commit", 0, 1);
    Files.createDirectories(folder);
    ListOpening opening = ListOpening.create(folder, of, entries, geometry);
    try (FolderLock _ = opening.lock("hallmark list make")) {
      byte[] proof = prove(opening, witness, progress);
      AtomicFiles.write(folder.resolve(ListOpening.PROOF), proof);
      AtomicFiles.write(folder.resolve(ListOpening.LIST), opening.document().write());
      return opening.document();
    }
  }

  private static byte[] prove(ListOpening opening, Map<String, Cells> own, Progress progress)
      throws IOException, VerificationException, RefusedException, ProofException {
    try {
      RunIndex index = RunIndex.of(ListProofs.run(opening.document()));
      Map<String, CommittedColumns> older = Map.of(ListRelation.LIST, opening.commitment());
      WitnessSource witness = Multiplicities.fill(index, WitnessSource.of(List.of(own)), older);
      return RunProver.prove(
          index,
          ListProofs.parameters(opening.document()),
          witness,
          older,
          opening.document().publicBytes(),
          ProverEnvironment.of(
              Map.of(ListRelation.LIST, opening.book(CreditPurpose.LIST_PROOF)),
              Set.of(),
              _ -> {},
              progress::report));
    } catch (OpeningRefused e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}

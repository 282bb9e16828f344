package io.hallmark.provenance.compliance;

import io.hallmark.document.FolderLock;
import io.hallmark.document.Progress;
import io.hallmark.proof.ProofException;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.dataset.CreditPurpose;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.IndexOpening;
import io.hallmark.provenance.policy.Breaches;
import io.hallmark.provenance.policy.PolicyRefused;
import io.hallmark.provenance.policy.PolicySchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Answers a request: proves that one digest is, or is not, among the digests of all committed
/// records, and nothing else about them.
///
/// An answer costs one opening of every part, is written into the private folder before it is
/// released, and counted there; the same request is answered again at no cost. Answers are what a
/// stranger can try guesses with, so they have a purpose of their own in the ledger, and a data set
/// that answers many has an index for it, which holds digests alone and has openings of its own.
public final class AnswerProver {
  private AnswerProver() {}

  /// An answer.
  ///
  /// @param bundle the file to hand back
  /// @param included what the answer is
  /// @param column the column that was searched
  /// @param isRepeated whether it was given before
  /// @param given how many answers this folder has given
  public record Answer(
      HallmarkBundle bundle, boolean included, String column, boolean isRepeated, long given) {}

  /// Answers a request.
  ///
  /// @param dataset folder of the data set, or of an index of it, with its opening
  /// @param column the column of digests; the only one that fits if absent
  /// @throws RefusedException if no column fits, neither answer can be proved, or the openings do
  ///   not suffice
  /// @throws PolicyRefused if the column is none of digests
  /// @throws VerificationException if the folder cannot be read
  /// @throws ProofException if the finished proof is not accepted: a fault of this program
  /// @throws IOException if a file cannot be read or written, or the folder is in use
  public static Answer answer(
      Path dataset, AnswerRequest request, Optional<String> column, Progress progress)
      throws IOException, VerificationException, PolicyRefused, RefusedException, ProofException {
    PolicyOpening opening = open(dataset);
    try (FolderLock _ = FolderLock.acquire(opening.folder(), "hallmark dataset answer")) {
      String searched = column.isPresent() ? column.get() : column(opening, request);
      AnswerPolicy answer = truth(opening, request, searched);
      AnswerBook book = new AnswerBook(opening.folder());
      Optional<byte[]> before = book.given(answer, opening.manifest().digest());
      if (before.isPresent()) {
        return new Answer(
            HallmarkBundle.read(before.get()), answer.included(), searched, true, book.count());
      }
      HallmarkBundle bundle =
          PolicyProver.proveLocked(
                  opening, answer.document(), answer.lists(), CreditPurpose.ANSWER, progress)
              .with(HallmarkBundle.REQUEST, request.write());
      book.record(answer, opening.manifest().digest(), bundle.write());
      return new Answer(bundle, answer.included(), searched, false, book.count());
    }
  }

  private static PolicyOpening open(Path folder) throws IOException, VerificationException {
    return Files.exists(folder.resolve(IndexOpening.INDEX))
        ? new PolicyOpening.Digests(folder, IndexOpening.open(folder))
        : new PolicyOpening.Records(
            folder, DatasetOpening.open(folder.resolve(DatasetFolder.OPENING)));
  }

  /// The one column whose digests can be compared with that of the request.
  private static String column(PolicyOpening opening, AnswerRequest request)
      throws RefusedException {
    String kind = request.list().kind();
    List<String> fitting =
        PolicyRun.schema(opening.manifest().schema()).digests().stream()
            .filter(d -> PolicySchema.isComparable(d.kind(), kind))
            .map(PolicySchema.DigestColumn::name)
            .toList();
    if (fitting.size() != 1) {
      throw new RefusedException(
          fitting.isEmpty()
              ? "no column of the data set holds digests of the kind \""
                  + kind
                  + "\": nothing can be said about the request"
              : "the columns " + fitting + " can be searched: choose one");
    }
    return fitting.getFirst();
  }

  private static AnswerPolicy truth(PolicyOpening opening, AnswerRequest request, String column)
      throws IOException, VerificationException, PolicyRefused, RefusedException {
    AnswerPolicy excluded = new AnswerPolicy(request, column, false);
    if (holds(opening, excluded)) {
      return excluded;
    }
    AnswerPolicy included = new AnswerPolicy(request, column, true);
    if (request.variant().isPresent() && holds(opening, included)) {
      return included;
    }
    throw new RefusedException(
        request.variant().isPresent()
            ? "a record has the same key and another fingerprint: neither answer can be proved"
            : "a record has this identifier: inclusion by 60 bits alone is not proved, and"
                + " exclusion is not true");
  }

  private static boolean holds(PolicyOpening opening, AnswerPolicy answer)
      throws IOException, VerificationException, PolicyRefused {
    Breaches breaches =
        PolicyProver.check(
            opening, answer.document(), answer.lists(), OptionalLong.empty(), Optional.empty());
    return breaches.count() == 0;
  }
}

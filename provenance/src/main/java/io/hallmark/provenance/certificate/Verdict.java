package io.hallmark.provenance.certificate;

import io.hallmark.document.Digest;
import io.hallmark.proof.argument.SecurityReport;
import io.hallmark.proof.security.Ledger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the verification of a certificate says, at an explicit time and for an explicit trust file.
///
/// A rejected certificate has no lines: nothing that it says is to be relied on.
///
/// @param rejection why the certificate is rejected; empty if it is accepted
/// @param proven what follows from the proofs alone
/// @param declared what somebody signed
/// @param disclosed what the certificate reveals beyond its being true
/// @param missing what a reader might assume and is not there
/// @param security the soundness of the run's proof; empty if rejected
/// @param sizes sizes of what was verified
/// @param parent what the verification of the parent's certificate says, if the run started from a
///   parent; empty if rejected
public record Verdict(
    Optional<Rejection> rejection,
    List<Line> proven,
    List<Line> declared,
    List<Line> disclosed,
    List<Line> missing,
    Optional<Security> security,
    Sizes sizes,
    Optional<Verdict> parent) {
  /// Copies the lists.
  public Verdict {
    proven = List.copyOf(proven);
    declared = List.copyOf(declared);
    disclosed = List.copyOf(disclosed);
    missing = List.copyOf(missing);
  }

  /// The verdict of a certificate that is not accepted: nothing that it says is to be relied on.
  ///
  /// @param check name of the check that failed
  /// @param detail where and why, for people
  public static Verdict rejected(String check, String detail, Sizes sizes) {
    return new Verdict(
        Optional.of(new Rejection(check, detail)),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        sizes,
        Optional.empty());
  }

  /// The same verdict with what somebody else added.
  ///
  /// @param moreDeclared further declared lines
  /// @param moreMissing further missing lines
  /// @param answered codes of missing lines that are answered now
  public Verdict with(List<Line> moreDeclared, List<Line> moreMissing, Set<String> answered) {
    List<Line> allDeclared = new ArrayList<>(declared);
    allDeclared.addAll(moreDeclared);
    List<Line> allMissing = new ArrayList<>(missing);
    allMissing.removeIf(l -> answered.contains(l.code()));
    allMissing.addAll(moreMissing);
    return new Verdict(
        rejection, proven, allDeclared, disclosed, allMissing, security, sizes, parent);
  }

  /// The same verdict with another one of the parent's certificate.
  public Verdict withParent(Verdict other) {
    return new Verdict(
        rejection, proven, declared, disclosed, missing, security, sizes, Optional.of(other));
  }

  /// Whether the certificate is accepted.
  public boolean accepted() {
    return rejection.isEmpty();
  }

  /// One thing that the verification says.
  ///
  /// @param code short and stable, for programs
  /// @param sentence for people
  /// @param evidence digest of the document or statement that it follows from
  public record Line(String code, String sentence, Digest evidence) {}

  /// Why a certificate is rejected.
  ///
  /// @param check `CHECK`, or `CHECK/PROOF_CHECK` for a check below a proof, or
  ///   `PARENT_CERTIFICATE/CHECK…` for one of a parent's certificate
  /// @param detail where and why, for people
  public record Rejection(String check, String detail) {}

  /// The soundness of the proofs, computed for this very run.
  ///
  /// @param bits minus log2 of the sum of all error terms, rounded down to a tenth
  /// @param floorBits what the verifier demands
  /// @param regime what the figure rests on
  /// @param further the bits of the other proofs, by name of the container's member
  public record Security(
      double bits, int floorBits, String regime, SortedMap<String, Double> further) {
    /// Copies the map.
    public Security {
      further = Collections.unmodifiableSortedMap(new TreeMap<>(further));
    }

    private static final String REGIME =
        "proven for SHA-256 as a random oracle, in the unique-decoding regime, no conjecture;"
            + " grinding included";

    /// The soundness that a verified proof reports.
    ///
    /// @param further the bits of the other proofs, by name of the container's member
    public static Security of(SecurityReport report, SortedMap<String, Double> further) {
      return of(tenths(report), further);
    }

    /// The soundness of verified proofs.
    ///
    /// @param bits bits of the proof, rounded down to a tenth
    /// @param further the bits of the other proofs, by name of the container's member
    public static Security of(double bits, SortedMap<String, Double> further) {
      return new Security(bits, (int) Ledger.FLOOR_BITS, REGIME, further);
    }

    /// Bits rounded down to a tenth, so that nothing is promised.
    public static double tenths(SecurityReport report) {
      return Math.floor(report.bits() * 10) / 10;
    }

    /// The bits of the weakest of all these proofs.
    public double weakest() {
      return further.values().stream().mapToDouble(Double::doubleValue).reduce(bits, Math::min);
    }
  }

  /// Sizes of what was verified.
  ///
  /// @param certificateBytes bytes of the container
  /// @param proofBytes bytes of the run's proof
  /// @param cells committed cells of the run; 0 if rejected before it was compiled
  public record Sizes(long certificateBytes, long proofBytes, long cells) {}
}

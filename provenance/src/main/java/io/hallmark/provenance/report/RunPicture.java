package io.hallmark.provenance.report;

import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.training.RunStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the pictures of a page show. Nothing of it is verified: it says what a certificate
/// contains, and what its prover measured.
///
/// @param parts the parts of the run, in order
/// @param bytes members of the certificate with their bytes
/// @param time phases of the prover with their nanoseconds; none if a stranger looks
/// @param curve the model through its training; none if a stranger looks
public record RunPicture(
    List<Part> parts, List<Share> bytes, List<Share> time, List<CurvePoint> curve) {
  /// Copies the lists.
  public RunPicture {
    parts = List.copyOf(parts);
    bytes = List.copyOf(bytes);
    time = List.copyOf(time);
    curve = List.copyOf(curve);
  }

  /// A part of a run.
  ///
  /// @param name what it is
  /// @param detail what it covers
  /// @param size its share of a picture: steps of a window, records of an evaluation
  public record Part(String name, String detail, long size) {}

  /// A share of something.
  ///
  /// @param name of what
  /// @param amount how much
  public record Share(String name, long amount) {}

  /// The model after some steps.
  ///
  /// @param step number of steps
  /// @param loss mean loss on training records
  /// @param trainAccuracy part of the training records that are classified correctly
  /// @param testAccuracy part of the test records that are; not a number if there are none
  public record CurvePoint(int step, double loss, double trainAccuracy, double testAccuracy) {}

  /// What a certificate shows to anyone; a policy proof has no parts.
  ///
  /// @throws VerificationException.Malformed if its statement cannot be read
  public static RunPicture of(HallmarkBundle bundle) throws VerificationException.Malformed {
    List<Share> bytes = new ArrayList<>();
    for (String name : bundle.names()) {
      bytes.add(new Share(name, bundle.size(name)));
    }
    return new RunPicture(
        bundle.isPolicyProof() ? List.of() : parts(bundle), bytes, List.of(), List.of());
  }

  private static List<Part> parts(HallmarkBundle bundle) throws VerificationException.Malformed {
    DsseEnvelope envelope = DsseEnvelope.read(bundle.required(HallmarkBundle.STATEMENT));
    RunStatement statement =
        RunStatement.read(InTotoStatement.read(envelope.payload()).predicate());
    List<Part> parts = new ArrayList<>();
    for (RunStatement.Window w : statement.windows()) {
      String steps =
          String.format(Locale.ROOT, "steps %,d to %,d", w.first() + 1, w.first() + w.steps());
      parts.add(new Part("training", steps, w.steps()));
    }
    parts.add(new Part("export", "the weights, rounded as they are served", 1));
    for (RunStatement.Evaluation e : statement.evaluations()) {
      String rows = String.format(Locale.ROOT, "%,d records of part %s", e.rows(), e.part());
      parts.add(new Part("evaluation", rows, e.rows()));
    }
    return parts;
  }

  /// The same with what only the prover knows.
  public RunPicture with(List<Share> phases, List<CurvePoint> points) {
    return new RunPicture(parts, bytes, phases, points);
  }
}

package io.hallmark.learning.relation;

import io.hallmark.document.Digest;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.model.ServedFormat;
import io.hallmark.learning.operator.DatasetRange;
import io.hallmark.learning.operator.Metric;
import io.hallmark.learning.operator.ParameterTensor;
import io.hallmark.proof.commitment.Geometry;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Everything public that determines a run: program, seed, division into windows, start, release,
/// evaluations with their published counts, geometries.
///
/// @param network the operators of the program
/// @param seed the seed of the run
/// @param start where the weights of step 0 come from
/// @param spans whole segments of each training part, in order
/// @param release whether the exported weights are public
/// @param evaluations evaluation parts, in order
/// @param checkedData data set parts inside this run; none if each has a run of its own
/// @param trace geometry of the trace
/// @param older geometry of every older commitment, by name
/// @param tags names of the columns of tags and digests of data parts, by commitment
/// @param shards records of every shard of the training part, in the order of the manifest; one if
///   it is one commitment
public record RunPlan(
    Network network,
    Digest seed,
    StartFrom start,
    List<Integer> spans,
    Release release,
    List<EvaluatedRows> evaluations,
    List<CheckedData> checkedData,
    Geometry trace,
    Map<String, Geometry> older,
    Map<String, List<String>> tags,
    List<Integer> shards) {
  /// A plan over data sets without tags.
  public RunPlan(
      Network network,
      Digest seed,
      StartFrom start,
      List<Integer> spans,
      Release release,
      List<EvaluatedRows> evaluations,
      List<CheckedData> checkedData,
      Geometry trace,
      Map<String, Geometry> older) {
    this(
        network,
        seed,
        start,
        spans,
        release,
        evaluations,
        checkedData,
        trace,
        older,
        Map.of(),
        List.of(network.program().trainRows()));
  }

  /// Copies the lists.
  public RunPlan {
    spans = List.copyOf(spans);
    evaluations = List.copyOf(evaluations);
    checkedData = List.copyOf(checkedData);
    older = Map.copyOf(older);
    tags = Map.copyOf(tags);
    shards = List.copyOf(shards);
  }

  /// Name of the commitment to the training part.
  public static final String DATA = "data";

  /// Names of the commitments to the shards of the training part: `data` if there is one, else
  /// `data0`, `data1`, ….
  ///
  /// @param count number of shards
  public static List<String> training(int count) {
    return count == 1 ? List.of(DATA) : IntStream.range(0, count).mapToObj(s -> DATA + s).toList();
  }

  /// Name of the commitment to a parent model.
  public static final String PARENT = "parent";

  /// Name of the commitment to the sealed model.
  public static final String RELEASED = "released";

  /// Where the weights of step 0 come from.
  public sealed interface StartFrom {
    /// The program's initialisation.
    StartFrom INITIALISATION = new Initialisation();

    /// The program's initialisation: zero for a model of one layer.
    record Initialisation() implements StartFrom {}

    /// The hidden served weights of the commitment `parent`.
    ///
    /// @param tensors the tensors of the parent
    /// @param format the format in which the parent was exported
    record SealedParent(List<ParameterTensor> tensors, ServedFormat format) implements StartFrom {
      /// Copies the list.
      public SealedParent {
        tensors = List.copyOf(tensors);
      }
    }

    /// The public served weights of a parent model.
    ///
    /// @param served the weights
    /// @param format the format in which the parent was exported
    record ReleasedParent(ModelSnapshot served, ServedFormat format) implements StartFrom {}
  }

  /// Whether the exported weights are public.
  public sealed interface Release {
    /// Hidden in the commitment `released`.
    record Sealed() implements Release {}

    /// Public integers at the export scale.
    record Released(ModelSnapshot served) implements Release {}
  }

  /// Records `first .. end-1` of a data part and what is published about them.
  ///
  /// @param commitment name of the commitment to the part: `data`, `test` or its own name
  /// @param rows records of the part
  /// @param groups groups of the part, 0 without a group column
  /// @param metric what is published
  public record EvaluatedRows(
      String commitment, int rows, int groups, int first, int end, Metric metric) {}

  /// A data part whose ranges are proven in this run.
  ///
  /// @param commitment name of the commitment
  /// @param rows records of the part
  /// @param range the ranges
  public record CheckedData(String commitment, int rows, DatasetRange range) {}
}

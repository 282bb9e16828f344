package io.hallmark.provenance.training;

import io.hallmark.document.FolderLock;
import io.hallmark.document.Progress;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.operator.TrainingStopped;
import io.hallmark.learning.program.ProgramRefused;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.trace.ExactTrainer;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.learning.trace.TrainingTrace;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.dataset.Ingestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A training once more, for whoever holds the run folder: the weights on the way, bit for bit
/// those of the run, and the records. Secret, like the records.
///
/// @param program the program
/// @param train the training records
/// @param test the test records, if there are any
/// @param weights master weights by number of steps, the start and the end among them
public record TrainingReplay(
    TrainingProgram program,
    SampleTable train,
    Optional<SampleTable> test,
    SortedMap<Integer, ModelSnapshot> weights) {
  /// Copies the map.
  public TrainingReplay {
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
  }

  /// Trains a run again.
  ///
  /// @param most of how many segments, evenly thinned out, the weights are kept, at least 1
  /// @throws TrainingStopped if a value leaves its declared range
  /// @throws ProgramRefused if the program breaks a bound
  /// @throws VerificationException if the documents of the folder do not belong together
  /// @throws IOException if a file cannot be read, or the folder is in use
  public static TrainingReplay of(Path runFolder, int most, Progress progress)
      throws IOException, VerificationException, ProgramRefused, TrainingStopped {
    RunFolder folder = RunFolder.at(runFolder);
    try (FolderLock _ = folder.lock("hallmark")) {
      TrainingJob job = TrainingJob.open(folder);
      int segments = job.program().segments();
      int each = (segments + most - 1) / most;
      SampleTable train = job.opening().samples(Ingestion.TRAIN);
      TrainingTrace trace =
          ExactTrainer.train(
              job.network(),
              train,
              job.seed(),
              job.start(job.seed()),
              done -> done % each == 0,
              step -> progress.report("train", step, job.program().steps()));
      SortedMap<Integer, ModelSnapshot> weights = new TreeMap<>();
      for (int done = 0; done <= segments; done += each) {
        weights.put(done * job.program().segment(), trace.boundary(done).weights());
      }
      weights.put(job.program().steps(), trace.last());
      return new TrainingReplay(
          job.program(),
          train,
          job.manifest().rows(Ingestion.TEST) > 0
              ? Optional.of(job.opening().samples(Ingestion.TEST))
              : Optional.empty(),
          weights);
    }
  }
}

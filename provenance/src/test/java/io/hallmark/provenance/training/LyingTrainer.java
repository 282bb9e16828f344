package io.hallmark.provenance.training;

import io.hallmark.document.Digest;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.relation.RunPlan;
import io.hallmark.learning.relation.RunWitness;
import io.hallmark.learning.sampler.RunSeed;
import io.hallmark.learning.trace.ExactTrainer;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.learning.trace.ServedModel;
import io.hallmark.learning.trace.TrainingTrace;
import io.hallmark.proof.argument.Multiplicities;
import io.hallmark.proof.argument.ProverEnvironment;
import io.hallmark.proof.argument.RunProver;
import io.hallmark.proof.argument.WitnessSource;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.CreditBook;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.OpeningBudget;
import io.hallmark.proof.commitment.OpeningEntry;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.certificate.ModelFile;
import io.hallmark.provenance.certificate.Safetensors;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.training.RunStatement.Evaluation;
import io.hallmark.provenance.training.RunStatement.Model;
import io.hallmark.provenance.training.RunStatement.NamedGeometry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A trainer who lies in its documents and then proves what a verifier would compile from them: a
/// verifier that forgets the one check that guards the lie accepts. It keeps no ledger.
final class LyingTrainer {
  private final Forger forger;
  private final Network network;
  private final DatasetOpening opening;
  private final Map<String, CommittedColumns> older = new LinkedHashMap<>();
  private final Map<String, CreditBook> books = new LinkedHashMap<>();

  private LyingTrainer(Forger forger) throws Exception {
    this.forger = forger;
    this.network = Network.of(TrainingProgram.read(forger.content(HallmarkBundle.PROGRAM)));
    this.opening = DatasetOpening.open(forger.world.dataset.resolve("opening"));
  }

  /// Trains as the forged documents say, bends the statement once more, proves it and signs.
  static HallmarkBundle prove(Forger forger, Consumer<Forger> last) throws Exception {
    return new LyingTrainer(forger).run(last);
  }

  private HallmarkBundle run(Consumer<Forger> last) throws Exception {
    RunStatement s = forger.statement;
    Digest seed = RunSeed.of(forger.intent.digest(), s.seed().grade().word(), s.seed().value());
    ParentModel parent =
        forger.intent.initial() instanceof InitialModel.Parent named
            ? ParentModel.read(
                HallmarkBundle.read(forger.content(HallmarkBundle.PARENT)), named, Limits.DEFAULT)
            : null;
    SampleTable train = opening.samples("train");
    SampleTable test = opening.samples("test");
    TrainingTrace trace = ExactTrainer.train(network, train, seed, start(parent, seed), step -> {});
    ServedModel served = ServedModel.export(network, trace.last());
    int correct = served.evaluate(test, 0, test.rows()).result().correct();
    for (ManifestPart part : forger.world.manifest.parts()) {
      open(
          RunDescription.commitments(forger.world.manifest.parts()).getOrDefault(part.name(), ""),
          opening.commitment(part.name()));
    }
    forger.evaluations(
        s.evaluations().stream()
            .map(e ->
                new Evaluation(
                    e.part(), e.first(), e.rows(), new EvaluationOutput.Correct(correct)))
            .toArray(Evaluation[]::new));
    boolean sealed = forger.intent.release() == ReleaseMode.SEALED && !isReleased();
    model(served, sealed);
    last.accept(forger);
    RunDescription description =
        new RunDescription(
            network,
            seed,
            forger.statement,
            forger.world.manifest.parts().reversed(),
            parent,
            sealed ? null : served.weights());
    RunPlan plan = description.plan();
    RunIndex index = RunIndex.of(description.compile());
    RunWitness witness =
        new RunWitness(plan, trace, served, Map.of(RunPlan.DATA, train, "test", test));
    forger.member(
        HallmarkBundle.RUN_PROOF,
        RunProver.prove(
            index,
            description.parameters(),
            Multiplicities.fill(index, witness::part, older),
            older,
            description.publicBytes(),
            environment(Set.of())));
    return forger.forge();
  }

  private boolean isReleased() {
    return forger.statement.model().mode() == ReleaseMode.RELEASED;
  }

  private ModelSnapshot start(@Nullable ParentModel parent, Digest seed) {
    return parent == null
        ? network.initial(seed)
        : parent
            .format()
            .start(java.util.Objects.requireNonNull(parent.released()), network.program());
  }

  private void model(ServedModel served, boolean sealed) throws Exception {
    int fraction = network.program().exportFraction();
    if (!sealed) {
      forger
          .member(
              HallmarkBundle.MODEL,
              Safetensors.write(ModelFile.tensors(served.weights(), fraction)))
          .model(new Model.Released(ModelFile.digest(served.weights(), fraction)));
      return;
    }
    Geometry geometry = forger.statement.older().getLast().geometry();
    Path folder = forger.world.root.resolve("lies" + System.nanoTime());
    ModelOpening made = ModelOpening.obtain(folder, network, served.weights(), fraction, geometry);
    open(RunPlan.RELEASED, made.commitment());
    forger.model(
        new Model.Sealed(
            Digest.of(made.commitment().root()), Digest.of(made.commitment().descriptor())));
  }

  private void open(String name, CommittedColumns commitment) {
    older.put(name, commitment);
    books.put(name, unlimited(commitment.geometry()));
  }

  private static CreditBook unlimited(Geometry geometry) {
    return new CreditBook() {
      @Override
      public OpeningBudget budget() {
        return OpeningBudget.fresh(geometry);
      }

      @Override
      public void charge(OpeningEntry entry, boolean renewal) {}
    };
  }

  private ProverEnvironment environment(Set<String> renewed) {
    return ProverEnvironment.of(books, renewed, proof -> {}, (phase, done, total) -> {});
  }

  /// A signed reveal that states this about the sealed model of the world's sealed run, with a
  /// proof of it.
  static HallmarkBundle reveal(Forger forger, RevealStatement statement) throws Exception {
    LyingTrainer liar = new LyingTrainer(forger);
    RunStatement run = forger.statement;
    ModelOpening made =
        ModelOpening.open(
            forger.world.sealedRun().resolve("model"),
            liar.network,
            liar.network.program().exportFraction(),
            SealedModel.geometry(run),
            run.model().identity());
    liar.open(RunPlan.RELEASED, made.commitment());
    byte[] proof =
        RunProver.prove(
            RunIndex.of(Reveal.run(liar.network, made.served(), run)),
            Reveal.parameters(run),
            WitnessSource.of(List.of(Map.of())),
            liar.older,
            statement.digest().bytes(),
            liar.environment(Set.of(RunPlan.RELEASED)));
    InTotoStatement inToto =
        new InTotoStatement(
            InTotoStatement.read(DsseEnvelope.read(forger.content(HallmarkBundle.REVEAL)).payload())
                .subjects(),
            RevealStatement.PREDICATE_TYPE,
            statement.json());
    return forger
        .member(
            HallmarkBundle.REVEAL,
            DsseEnvelope.sign(DsseEnvelope.IN_TOTO, inToto.write(), forger.world.trainer).write())
        .member(HallmarkBundle.REVEAL_PROOF, proof)
        .forge();
  }

  /// Names the older commitments of a statement in the opposite order.
  static void reverse(Forger forger) {
    List<NamedGeometry> reversed = new ArrayList<>(forger.statement.older().reversed());
    forger.proof(forger.statement.proof(), reversed);
  }
}

package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.proof.ProofException;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.RandomRun;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.transcript.Transcript;
import io.hallmark.proof.transcript.VerifierTranscript;
import io.hallmark.proof.wire.ProofReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Every message of the protocol, and why it tells nothing. A message that is not under a pad must
/// stand in this list with its reason.
final class LeakageListTest {
  /// Messages in clear, by label: what they depend on, and what hides it.
  private static final Map<String, String> CLEAR =
      Map.ofEntries(
          Map.entry("trace-root", "salted leaves: a random digest to whoever lacks the salts"),
          Map.entry("mask-roots", "trees over masks, salted"),
          Map.entry("triple-values", "made uniform by the factors of the dummy triple"),
          Map.entry("mask-sum", "moved by s_0, used nowhere else"),
          Map.entry("row-round", "c_0 and c_2 moved by s_(k,1) and s_(k,2)"),
          Map.entry("mask-value", "follows from the rest by the linear check"),
          Map.entry("mask-opening", "hs = gs + gamma·s, moved by gs"),
          Map.entry("folded-row", "h_g = g_g + gamma·fold_g, moved by g_g"),
          Map.entry("folded-value", "a function of h_g and challenges"),
          Map.entry("level-root", "a function of h_g and challenges"),
          Map.entry("level-round", "a function of h_g and challenges"),
          Map.entry("final-vector", "a function of h_g and challenges"),
          Map.entry("leaf-values", "rows moved by slack, S by its slack, G and GS by the checks"),
          Map.entry("lookup-pow", "the smallest nonce: a function of what was said"),
          Map.entry("fold-pow", "the smallest nonce"),
          Map.entry("query-pow", "the smallest nonce"),
          Map.entry("level-pow", "the smallest nonce"));

  /// Messages under pads.
  private static final Set<String> HIDDEN =
      Set.of(
          "lookup-root",
          "lookup-round",
          "lookup-values",
          "product-claim",
          "product-round",
          "product-operand",
          "stage-values",
          "stage-round",
          "stage-operand",
          "triple-round");

  private static List<Message> read(Statement statement, byte[] proof) throws ProofException {
    List<Message> messages = new ArrayList<>();
    ProofReader reader = new ProofReader(proof);
    reader.take(ProofHeader.LENGTH, "magic");
    VerifierTranscript transcript =
        new VerifierTranscript(Transcript.start(Transcript.PROTOCOL), reader);
    Channel end = new Recorder(new VerifierChannel(transcript), messages);
    RunArgument.run(statement, end, new NoOracle(), RunArgument.Listener.SILENT);
    reader.finish();
    return messages;
  }

  private static List<Message> example(int tail) throws ProofException {
    RunIndex run = ExampleProof.run();
    List<byte[]> roots =
        run.run().older().stream().map(x -> ExampleProof.ROOTS.get(x.name())).toList();
    Statement statement =
        Statement.of(run, ExampleProof.parameters(tail), roots, ExampleProof.PUBLIC);
    return read(statement, ExampleProof.proof(tail));
  }

  @Test
  void everyMessageOfACompleteProofIsListed() throws ProofException {
    Set<String> clear = new TreeSet<>();
    Set<String> hidden = new TreeSet<>();
    for (int tail = 1; tail <= 2; tail++) {
      for (Message m : example(tail)) {
        (m.kind() == Message.Kind.HIDDEN ? hidden : clear).add(m.label());
      }
    }
    assertEquals(new TreeSet<>(HIDDEN), hidden);
    assertEquals(new TreeSet<>(CLEAR.keySet()), clear);
  }

  /// The same from the code: the label of every call that says something.
  @Test
  void everyMessageInTheCodeIsListed() throws IOException {
    Map<String, Set<String>> said = new TreeMap<>();
    for (Class<?> c :
        List.of(
            RunArgument.class,
            PartArgument.class,
            PartSession.class,
            LookupArgument.class,
            ProductArgument.class,
            StageArgument.class,
            TripleArgument.class,
            HiddenSumcheck.class,
            OpeningArgument.class,
            LevelArgument.class)) {
      collect(c, said);
    }
    Set<String> unlisted = new TreeSet<>(said.getOrDefault("clear", Set.of()));
    unlisted.addAll(said.getOrDefault("digests", Set.of()));
    assertTrue(unlisted.containsAll(Set.of("folded-row", "triple-values", "level-root")));
    unlisted.removeAll(CLEAR.keySet());
    assertEquals(Set.of(), unlisted);
    Set<String> hidden = new TreeSet<>(said.getOrDefault("hidden", Set.of()));
    assertTrue(hidden.contains("lookup-root"), said.toString());
    assertTrue(HIDDEN.containsAll(hidden), hidden.toString());
  }

  /// Labels are the last text constant before the call.
  private static void collect(Class<?> c, Map<String, Set<String>> said) throws IOException {
    try (InputStream in = c.getResourceAsStream(c.getSimpleName() + ".class")) {
      if (in == null) {
        throw new IOException("no class file of " + c);
      }
      for (var method : ClassFile.of().parse(in.readAllBytes()).methods()) {
        String last = "";
        for (CodeElement e : method.code().map(code -> code.elementList()).orElse(List.of())) {
          if (e instanceof ConstantInstruction k && k.constantValue() instanceof String text) {
            last = text;
          } else if (e instanceof InvokeInstruction call && !last.isEmpty()) {
            String name = call.name().stringValue();
            if (Set.of("clear", "digests", "hidden").contains(name)) {
              said.computeIfAbsent(name, _ -> new TreeSet<>()).add(last);
            }
          }
        }
      }
    }
  }

  /// A pad that masks two messages would reveal their difference.
  @Test
  void everyPadOfAPartMasksOneMessage() throws ProofException {
    for (int tail = 1; tail <= 2; tail++) {
      checkPads(ExampleProof.run(), example(tail));
    }
    for (long seed = 200; seed < 215; seed++) {
      RandomRun random = RandomRun.of(seed);
      RunIndex run = random.index();
      if (TinyParameters.fit(run)) {
        TestProver prover = new TestProver(run, TinyParameters.of(run, 1), random.older());
        checkPads(run, read(prover.statement(), prover.prove(random.witness())));
      }
    }
  }

  private static void checkPads(RunIndex run, List<Message> messages) {
    int[] next = new int[run.parts().size()];
    for (Message m : messages) {
      if (m.kind() == Message.Kind.HIDDEN) {
        assertFalse(m.part() < 0, "there are no pads outside the parts");
        assertEquals(next[m.part()], m.firstPad(), m.label());
        next[m.part()] += m.units().size();
      }
    }
    for (int u = 0; u < next.length; u++) {
      PartIndex part = run.parts().get(u);
      assertEquals(part.pads() - 2, next[u], "the last two pads are the dummy's factors");
    }
  }
}

package io.hallmark.cli.policy;

import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.document.CanonicalJson;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.compliance.PolicyProver;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.policy.Breaches;
import io.hallmark.provenance.policy.PolicyDocument;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `hallmark policy check`: for the owner, in the clear.
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Evaluates a policy on the records of a data set, in the clear, and names the rows that"
          + " break",
      "it. Needs the opening; proves nothing, spends no opening. Exit code 0 if the policy is"
          + " kept,",
      "1 if not."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark policy check dataset/ --policy policy.json",
      "  hallmark policy check dataset/ --policy policy.json --list works=works.json \\",
      "      --time 2027-01-31"
    })
final class PolicyCheckCommand implements Callable<Integer> {
  private static final String TYPE = "hallmark/policy-check/v1";

  @Spec private @Nullable CommandSpec spec;

  @Mixin private PolicyInputs inputs = new PolicyInputs();

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    PolicyDocument policy = inputs.policy();
    Breaches breaches =
        PolicyProver.check(inputs.dataset(), policy, inputs.lists(), inputs.time(), inputs.order());
    PrintWriter out = Console.out(spec);
    if (json) {
      out.print(
          new String(CanonicalJson.writeIndented(json(policy, breaches)), StandardCharsets.UTF_8));
      out.flush();
    } else if (breaches.count() == 0) {
      out.println("the records keep the policy " + policy.name());
    } else {
      BreachPlaces places =
          new BreachPlaces(DatasetOpening.open(inputs.dataset().resolve(DatasetFolder.OPENING)));
      breaches.list().forEach(b -> out.println(PolicyProver.words(b) + places.of(b)));
      if (breaches.count() > breaches.list().size()) {
        out.println("and %,d more".formatted(breaches.count() - breaches.list().size()));
      }
    }
    return (breaches.count() == 0 ? ExitCode.ACCEPTED : ExitCode.REJECTED).number();
  }

  private static JsonObject json(PolicyDocument policy, Breaches breaches) {
    List<JsonValue> list = new ArrayList<>();
    for (Breaches.Breach b : breaches.list()) {
      JsonObject.Builder breach = JsonObject.builder().put("rule", b.rule()).put("text", b.text());
      if (b.shard() >= 0) {
        breach.put("shard", b.shard()).put("row", b.row());
      }
      list.add(breach.build());
    }
    return JsonObject.builder()
        .put("type", TYPE)
        .put("policy", policy.digest())
        .put("kept", breaches.count() == 0)
        .put("breaches", breaches.count())
        .put("first", new JsonArray(list))
        .build();
  }
}

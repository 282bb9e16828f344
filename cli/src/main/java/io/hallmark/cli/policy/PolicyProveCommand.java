package io.hallmark.cli.policy;

import io.hallmark.cli.CommonOptions;
import io.hallmark.cli.Console;
import io.hallmark.cli.Pages;
import io.hallmark.document.AtomicFiles;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.compliance.PolicyProver;
import io.hallmark.provenance.compliance.PolicyVerifier;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `hallmark policy prove`.
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    description = {
      "Proves in zero knowledge that the committed records keep a policy, and nothing else about",
      "them. Spends one opening of every part that a rule reads. If a record breaks a rule there"
          + " is",
      "no proof, and the row is named. hallmark verify checks the result."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark policy prove dataset/ --policy policy.json --out policy.hallmark",
      "  hallmark policy prove dataset/ --policy policy.json --list works=works.json \\",
      "      --time 2027-01-31 --out policy.hallmark",
      "  hallmark policy prove dataset/ --policy quotas.json --run run/ \\",
      "      --out run/policy-quotas.hallmark"
    })
final class PolicyProveCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private CommonOptions common = new CommonOptions();

  @Mixin private PolicyInputs inputs = new PolicyInputs();

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the certificate")
  private Path out = Path.of("");

  @Option(names = "--html", paramLabel = "FILE", description = "write its verdict as a page, too")
  private @Nullable Path html;

  @Override
  public Integer call() throws Exception {
    HallmarkBundle bundle;
    try (CommonOptions.ProgressDisplay progress = common.progress()) {
      bundle =
          PolicyProver.prove(
              inputs.dataset(),
              inputs.policy(),
              inputs.lists(),
              inputs.time(),
              inputs.order(),
              progress);
    }
    byte[] bytes = bundle.write();
    AtomicFiles.write(out, bytes);
    if (html != null) {
      Pages.write(
          html,
          out,
          bundle,
          (trust, at) -> PolicyVerifier.verify(bundle, trust, at, Limits.DEFAULT, List.of()));
    }
    Console.out(spec)
        .println(
            "policy proof -> %s (%,d bytes, proof %,d bytes)"
                .formatted(out, bytes.length, bundle.size(HallmarkBundle.POLICY_PROOF)));
    return 0;
  }
}

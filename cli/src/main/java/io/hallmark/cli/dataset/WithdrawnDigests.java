package io.hallmark.cli.dataset;

import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.compliance.PolicyList;
import io.hallmark.provenance.compliance.Withdrawal;
import io.hallmark.provenance.dataset.DatasetSchema;
import io.hallmark.provenance.dataset.Fingerprint;
import io.hallmark.provenance.dataset.SchemaTag.DigestTag;
import io.hallmark.provenance.dataset.SchemaTag.Of;
import io.hallmark.provenance.policy.EntryList;
import io.hallmark.provenance.policy.ListDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What is withdrawn: identifiers of subjects, fingerprints of works, or a list of either.
final class WithdrawnDigests {
  private static final String NAME = "withdrawn";

  @Option(
      names = "--subject",
      paramLabel = "ID",
      description = "identifier of a person; needs --subject-key")
  private List<String> subjects = new ArrayList<>();

  @Option(
      names = "--fingerprint",
      paramLabel = "F",
      description = "fingerprint of a work: 60 digits, see hallmark fingerprint")
  private List<String> fingerprints = new ArrayList<>();

  @Option(
      names = "--list",
      paramLabel = "FILE.json",
      description = "a list, see hallmark list make; its entries stand beside it in FILE.txt")
  private @Nullable Path list;

  @Option(
      names = "--column",
      paramLabel = "NAME",
      description = "the column of digests, if there is more than one of the kind")
  private @Nullable String column;

  /// The withdrawal.
  Withdrawal of(Path dataset, DatasetSchema schema, byte[] key)
      throws IOException, VerificationException {
    int kinds = (subjects.isEmpty() ? 0 : 1) + (fingerprints.isEmpty() ? 0 : 1);
    if (kinds + (list == null ? 0 : 1) != 1) {
      throw fault("give either --subject, --fingerprint or --list");
    }
    if (list != null) {
      PolicyList.Published read = read(list);
      boolean persons = read.list().namespace().isPresent();
      return new Withdrawal(dataset, column(schema, persons).name(), read);
    }
    DigestTag tag = column(schema, !subjects.isEmpty());
    PolicyList.Published made = subjects.isEmpty() ? works(tag) : persons(tag, key);
    return new Withdrawal(dataset, tag.name(), made);
  }

  private static PolicyList.Published read(Path file) throws IOException, VerificationException {
    String name = file.toString();
    if (!name.endsWith(".json")) {
      throw fault("--list FILE.json");
    }
    Path entries = Path.of(name.substring(0, name.length() - ".json".length()) + ".txt");
    ListDocument document = ListDocument.read(Inputs.document(file));
    return new PolicyList.Published(document, document.entries(Inputs.document(entries)));
  }

  private DigestTag column(DatasetSchema schema, boolean persons) {
    List<DigestTag> fitting =
        schema.digests().stream()
            .filter(d -> (d.of() == Of.SUBJECT) == persons)
            .filter(d -> column == null || d.name().equals(column))
            .toList();
    if (fitting.size() != 1) {
      throw fault(
          "--column names one of the columns of %s: %s"
              .formatted(
                  persons ? "identifiers" : "fingerprints",
                  schema.digests().stream()
                      .filter(d -> (d.of() == Of.SUBJECT) == persons)
                      .map(DigestTag::name)
                      .toList()));
    }
    return fitting.getFirst();
  }

  private PolicyList.Published persons(DigestTag tag, byte[] key) {
    Optional<String> namespace = tag.namespace();
    if (!tag.key().equals(Optional.of(Fingerprint.keyCheck(key))) || namespace.isEmpty()) {
      throw fault("--subject-key is not the key that the schema names");
    }
    EntryList entries =
        EntryList.ofKeys(
            subjects.stream()
                .mapToLong(id -> Fingerprint.ofSubject(key, namespace.get(), id)[0])
                .distinct()
                .sorted()
                .toArray());
    return new PolicyList.Published(
        ListDocument.of(NAME, 1, Optional.empty(), namespace, tag.key(), entries), entries);
  }

  private PolicyList.Published works(DigestTag tag) {
    for (String text : fingerprints) {
      if (!Fingerprint.isFingerprint(text)) {
        throw fault("\"" + text + "\" is no fingerprint of 60 lower-case hexadecimal digits");
      }
    }
    EntryList entries =
        EntryList.ofTuples(
            fingerprints.stream()
                .distinct()
                .sorted()
                .map(Fingerprint::limbs)
                .toArray(long[][]::new));
    Fingerprint.Variant variant =
        Fingerprint.Variant.of(tag.of().word()).orElse(Fingerprint.Variant.FILE);
    return new PolicyList.Published(
        ListDocument.of(NAME, 1, Optional.of(variant), Optional.empty(), Optional.empty(), entries),
        entries);
  }

  private static RuntimeException fault(String message) {
    return Inputs.usage(new IllegalArgumentException(message));
  }
}

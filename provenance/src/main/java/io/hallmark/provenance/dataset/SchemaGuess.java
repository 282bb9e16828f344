package io.hallmark.provenance.dataset;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.Progress;
import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.source.RecordSource;
import io.hallmark.provenance.source.SourceFile;
import io.hallmark.provenance.source.SourceFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Proposes a schema draft for a source: what each column seems to be, and why. It is for the owner
/// to edit; where the texts leave a doubt it says so.
///
/// One pass, in bounded memory. The rows of a later test part are looked at too: nothing of a draft
/// but lists of codes, digits and ranges of tags depends on them.
///
/// @param draft a draft without origin
/// @param source what was read
/// @param rows number of rows
/// @param columns one guess per column, in the order of the source
/// @param undecided what the owner has to decide
public record SchemaGuess(
    JsonObject draft,
    SourceFile source,
    long rows,
    List<ColumnGuess> columns,
    List<String> undecided) {
  private static final long BUDGET = 1 << 26;
  private static final int FRAC = 8;

  private static final Set<String> LABELS =
      Set.of("label", "class", "target", "outcome", "diagnosis", "y");

  /// Copies the lists.
  public SchemaGuess {
    columns = List.copyOf(columns);
    undecided = List.copyOf(undecided);
  }

  /// Reads a source and proposes.
  ///
  /// @param label name of the label or target, if it is known
  /// @throws SourceException if the source cannot be read, or has no such column
  /// @throws IOException if a file cannot be read
  public static SchemaGuess of(RecordSource source, Optional<String> label, Progress progress)
      throws SourceException, IOException {
    ColumnProfile.Budget budget = new ColumnProfile.Budget(BUDGET);
    List<ColumnProfile> profiles = new ArrayList<>();
    SourceFile file =
        source.read(
            (name, header) -> {
              if (profiles.isEmpty()) {
                header.forEach(column -> profiles.add(new ColumnProfile(column, budget)));
              }
              return (row, line, cells) -> {
                for (int k = 0; k < cells.size(); k++) {
                  profiles.get(k).add(cells.get(k));
                }
              };
            },
            progress);
    if (profiles.getFirst().count() == 0) {
      throw new SourceException(file.name(), 0, -1, "", "rows", "none");
    }
    if (label.isPresent() && profiles.stream().noneMatch(p -> p.name().equals(label.get()))) {
      throw new SourceException(
          file.name(), 0, -1, label.get(), "this column, which is to be the label", "none");
    }
    return guess(file, profiles, label);
  }

  private static SchemaGuess guess(
      SourceFile file, List<ColumnProfile> profiles, Optional<String> given) {
    List<String> undecided = new ArrayList<>();
    Optional<String> label = given.or(() -> labelByName(profiles));
    if (label.isEmpty()) {
      undecided.add("which column is the label: say --label NAME, or edit the schema");
    } else if (given.isEmpty()) {
      undecided.add("whether \"" + label.get() + "\" is the label, as its name says");
    }
    List<ColumnGuess> guesses = new ArrayList<>();
    for (ColumnProfile p : profiles) {
      ColumnGuess guess =
          label.isPresent() && label.get().equals(p.name())
              ? ColumnGuess.label(p)
              : ColumnGuess.of(p, FRAC);
      guesses.add(guess);
      if (!guess.decided()) {
        undecided.add(
            "\"" + p.name() + "\", proposed as " + guess.proposal() + ": " + guess.reason());
      }
    }
    undecided.add("the origin of the data: --origin of 'hallmark dataset fit'");
    undecided.add("which part is for testing: proposed is a fifth");
    JsonObject draft =
        JsonObject.builder()
            .put("name", name(file.name()))
            .put("frac", FRAC)
            .put("split", JsonObject.builder().put("test", "0.2").build())
            .put("columns", JsonArray.of(guesses.stream().map(ColumnGuess::column).toList()))
            .build();
    return new SchemaGuess(draft, file, profiles.getFirst().count(), guesses, undecided);
  }

  /// The draft for a person to edit, with the format of the source as far as it was declared.
  public byte[] withFormat(SourceFormat format) {
    JsonObject.Builder out = JsonObject.builder();
    draft.members().forEach(out::put);
    SchemaJson.putFormat(out, format);
    return CanonicalJson.writeIndented(out.build());
  }

  /// The one column with a name of labels and texts of one.
  private static Optional<String> labelByName(List<ColumnProfile> profiles) {
    List<String> found =
        profiles.stream()
            .filter(p -> LABELS.contains(p.name().toLowerCase(Locale.ROOT)))
            .filter(p -> p.isFew() && p.texts().size() >= 2 && p.texts().size() <= 1024)
            .map(ColumnProfile::name)
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  /// A name for the data set, made of the file's.
  private static String name(String file) {
    int end = file.indexOf('.') > 0 ? file.indexOf('.') : file.length();
    String name = file.substring(0, end).replaceAll("[^A-Za-z0-9._-]", "-");
    return name.length() > 64 ? name.substring(0, 64) : name;
  }
}

package io.hallmark.provenance.training;

import io.hallmark.document.Digest;

/// What the weights of the first step are.
public sealed interface InitialModel {
  /// The public rule of the program, from the seed.
  record FromSeed() implements InitialModel {}

  /// The served weights of a parent model.
  ///
  /// @param descriptor the parent's identity: its descriptor if sealed, else its weights digest
  /// @param certificate digest of the parent's run statement
  record Parent(Digest descriptor, Digest certificate) implements InitialModel {}
}

package io.hallmark.document;

/// A document was not accepted. The caller's own mistakes are [IllegalArgumentException]s instead,
/// never this.
public abstract sealed class DocumentException extends Exception {
  private static final long serialVersionUID = 1L;

  private DocumentException(String message) {
    super(message);
  }

  /// Bytes that no reader of this format understands.
  public static final class Malformed extends DocumentException {
    private static final long serialVersionUID = 1L;

    /// @param message place and problem in one sentence
    public Malformed(String message) {
      super(message);
    }

    /// @param place where: a line and column, a byte, or a path such as `$.model[0].out`
    /// @param problem what was expected and what was found
    public Malformed(String place, String problem) {
      super(place + ": " + problem);
    }

    /// The same failure with the document's name in front.
    public Malformed in(String document) {
      Malformed named = new Malformed(document, String.valueOf(getMessage()));
      named.initCause(this);
      return named;
    }
  }
}

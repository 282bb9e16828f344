package io.hallmark.provenance;

/// A statement, or what came with it, was not accepted. The caller's own mistakes are
/// [IllegalArgumentException]s instead, never this.
public abstract sealed class VerificationException extends Exception {
  private static final long serialVersionUID = 1L;

  private VerificationException(String message) {
    super(message);
  }

  /// Well-formed, but what it says is false, or not what the verifier asks for.
  public static final class Rejected extends VerificationException {
    private static final long serialVersionUID = 1L;
    private final String code;
    private final String detail;

    /// @param code name of the check that failed, in capitals, as `docs/protocol.md` lists it
    /// @param detail where and why, for people
    public Rejected(String code, String detail) {
      super(detail.isEmpty() ? code : code + ": " + detail);
      this.code = code;
      this.detail = detail;
    }

    /// Name of the check that failed.
    public String code() {
      return code;
    }

    /// Where and why, for people.
    public String detail() {
      return detail;
    }
  }

  /// Bytes that no reader of this format understands.
  public static final class Malformed extends VerificationException {
    private static final long serialVersionUID = 1L;

    /// @param place what was being read, and where in it
    public Malformed(String place) {
      super(place);
    }

    /// Where the bytes cannot be read.
    public String place() {
      return String.valueOf(getMessage());
    }
  }
}

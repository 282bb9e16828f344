package io.hallmark.tlog;

/// Something of a log was not accepted. The caller's own mistakes are [IllegalArgumentException]s
/// instead, never this.
public abstract sealed class LogException extends Exception {
  private static final long serialVersionUID = 1L;

  private LogException(String message) {
    super(message);
  }

  /// Well-formed, but false, or not what is asked for.
  public static final class Rejected extends LogException {
    private static final long serialVersionUID = 1L;
    private final LogCheck check;
    private final String detail;

    /// @param check the check that failed
    /// @param detail where and why, for people
    public Rejected(LogCheck check, String detail) {
      super(check + ": " + detail);
      this.check = check;
      this.detail = detail;
    }

    /// The check that failed.
    public LogCheck check() {
      return check;
    }

    /// Where and why, for people.
    public String detail() {
      return detail;
    }
  }

  /// Bytes that no reader of this format understands.
  public static final class Malformed extends LogException {
    private static final long serialVersionUID = 1L;

    /// @param place what was being read, and what is wrong there
    public Malformed(String place) {
      super(place);
    }
  }
}

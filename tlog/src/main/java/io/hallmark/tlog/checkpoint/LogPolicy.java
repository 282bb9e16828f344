package io.hallmark.tlog.checkpoint;

import io.hallmark.tlog.LogCheck;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.note.SignatureLine;
import io.hallmark.tlog.note.SignatureType;
import io.hallmark.tlog.note.VerifierKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/// Whom the holder of a policy file (c2sp.org/tlog-policy) believes about logs: a checkpoint counts
/// if a listed log signed it and the quorum of cosigners did.
///
/// C2SP calls a cosigner a witness; so does the file.
///
/// @param logs the accepted logs; the name of a key is the log's origin
/// @param cosigners the known cosigners
/// @param quorum which of them must have signed; absent if none need to
public record LogPolicy(List<Log> logs, List<Cosigner> cosigners, Optional<Quorum> quorum) {
  /// @throws IllegalArgumentException if a key stands twice
  public LogPolicy {
    logs = List.copyOf(logs);
    cosigners = List.copyOf(cosigners);
    Set<String> keys = new HashSet<>();
    for (VerifierKey key : logs.stream().map(Log::key).toList()) {
      requireNew(keys, "log ", key);
    }
    for (VerifierKey key : cosigners.stream().map(Cosigner::key).toList()) {
      requireNew(keys, "witness ", key);
    }
  }

  private static void requireNew(Set<String> keys, String kind, VerifierKey key) {
    if (!keys.add(kind + java.util.HexFormat.of().formatHex(key.raw()))) {
      throw new IllegalArgumentException("a key stands twice: " + key);
    }
  }

  /// A log.
  ///
  /// @param key its key
  /// @param url where it is, if the file says so
  public record Log(VerifierKey key, Optional<String> url) {}

  /// A cosigner.
  ///
  /// @param name its name in the file
  /// @param key its key, of a cosignature type
  /// @param url prefix under which it takes requests, if the file says so
  public record Cosigner(String name, VerifierKey key, Optional<String> url) {
    /// @throws IllegalArgumentException if the key makes no cosignatures
    public Cosigner {
      if (!key.type().isCosignature()) {
        throw new IllegalArgumentException("not a key of a cosigner: " + key);
      }
    }
  }

  /// A rule about cosigners.
  public sealed interface Quorum {
    /// One cosigner, by its name in the file.
    ///
    /// @param name the name
    record One(String name) implements Quorum {}

    /// At least some of several.
    ///
    /// @param threshold how many
    /// @param members of whom
    record Group(int threshold, List<Quorum> members) implements Quorum {
      /// @throws IllegalArgumentException unless `1 <= threshold <= members`
      public Group {
        members = List.copyOf(members);
        if (threshold < 1 || threshold > members.size()) {
          throw new IllegalArgumentException("a threshold of " + threshold);
        }
      }
    }

    /// Whether these cosigners fulfil the rule.
    default boolean isMet(Set<String> signed) {
      return switch (this) {
        case One(String name) -> signed.contains(name);
        case Group(int threshold, List<Quorum> members) ->
            members.stream().filter(m -> m.isMet(signed)).count() >= threshold;
      };
    }
  }

  /// What a checkpoint was accepted for.
  ///
  /// @param log the log that signed it
  /// @param cosigners the known cosigners that signed it
  /// @param latest the latest time of their cosignatures, in seconds since 1970
  public record Accepted(Log log, List<Cosigner> cosigners, OptionalLong latest) {
    /// Copies the list.
    public Accepted {
      cosigners = List.copyOf(cosigners);
    }
  }

  /// Verifies a checkpoint. Signatures by keys that the policy does not list are ignored.
  ///
  /// @throws LogException.Rejected `LOG_SIGNATURE` if a known key's signature is wrong;
  ///   `LOG_UNKNOWN` if no listed log of this origin signed; `LOG_QUORUM` if too few cosigners did
  public Accepted verify(SignedCheckpoint checkpoint) throws LogException.Rejected {
    Log signer = null;
    for (Log log : logs) {
      if (log.key().name().equals(checkpoint.checkpoint().origin())
          && checkpoint.signature(log.key()).isPresent()
          && signer == null) {
        signer = log;
      }
    }
    if (signer == null) {
      throw new LogException.Rejected(
          LogCheck.LOG_UNKNOWN,
          "no log of the policy signed this as " + checkpoint.checkpoint().origin());
    }
    List<Cosigner> signed = new ArrayList<>();
    OptionalLong latest = OptionalLong.empty();
    for (Cosigner cosigner : cosigners) {
      Optional<SignatureLine> line = checkpoint.signature(cosigner.key());
      if (line.isPresent()) {
        signed.add(cosigner);
        OptionalLong time = CheckpointSignatures.time(cosigner.key(), line.get());
        latest = OptionalLong.of(Math.max(latest.orElse(0), time.orElse(0)));
      }
    }
    Set<String> names = new HashSet<>(signed.stream().map(Cosigner::name).toList());
    if (quorum.isPresent() && !quorum.get().isMet(names)) {
      throw new LogException.Rejected(
          LogCheck.LOG_QUORUM, "cosigned by " + names + ", which the policy does not accept");
    }
    return new Accepted(signer, signed, latest);
  }

  /// Reads a policy file.
  ///
  /// @throws LogException.Malformed if it is none
  public static LogPolicy parse(byte[] file) throws LogException.Malformed {
    return new Reader().read(file);
  }

  /// Reads line by line; names must be defined before they are used.
  private static final class Reader {
    private static final int MAX_LINES = 1000;
    private final List<Log> logs = new ArrayList<>();
    private final List<Cosigner> cosigners = new ArrayList<>();
    private final TreeMap<String, Quorum> names = new TreeMap<>();
    private final Set<String> grouped = new HashSet<>();
    private Optional<Quorum> quorum = Optional.empty();
    private boolean quorumSeen;

    LogPolicy read(byte[] file) throws LogException.Malformed {
      String text = io.hallmark.tlog.note.SignedNote.utf8(file);
      String[] lines = text.split("\n", -1);
      if (lines.length > MAX_LINES
          || text.chars().anyMatch(c -> (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f)) {
        throw malformed("too many lines, or a control character");
      }
      for (String line : lines) {
        String stripped = line.replace('\t', ' ').trim();
        if (!stripped.isEmpty() && !stripped.startsWith("#")) {
          take(List.of(stripped.split(" +")));
        }
      }
      if (!quorumSeen) {
        throw malformed("no quorum line");
      }
      try {
        return new LogPolicy(logs, cosigners, quorum);
      } catch (IllegalArgumentException e) {
        throw malformed(String.valueOf(e.getMessage()));
      }
    }

    private void take(List<String> words) throws LogException.Malformed {
      int n = words.size();
      switch (words.getFirst()) {
        case "log" -> {
          require(n == 2 || n == 3, "log VKEY [URL]");
          logs.add(new Log(VerifierKey.parse(words.get(1)), url(words, 2)));
        }
        case "witness" -> {
          require(n == 3 || n == 4, "witness NAME VKEY [URL]");
          VerifierKey key = VerifierKey.parse(words.get(2));
          require(key.type() != SignatureType.ED25519, "a key of a cosignature type");
          cosigners.add(new Cosigner(words.get(1), key, url(words, 3)));
          define(words.get(1), new Quorum.One(words.get(1)));
        }
        case "group" -> group(words);
        case "quorum" -> {
          require(n == 2 && !quorumSeen, "exactly one line \"quorum NAME\"");
          quorumSeen = true;
          if (!words.get(1).equals("none")) {
            quorum = Optional.of(defined(words.get(1)));
          }
        }
        default -> throw malformed("an unknown line: " + words.getFirst());
      }
    }

    private void group(List<String> words) throws LogException.Malformed {
      int members = words.size() - 3;
      require(members >= 1, "group NAME all|any|K MEMBER…");
      String k = words.get(2);
      int threshold =
          switch (k) {
            case "all" -> members;
            case "any" -> 1;
            default -> k.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(k) : 0;
          };
      require(threshold >= 1 && threshold <= members, "a threshold from 1 to the members");
      List<Quorum> list = new ArrayList<>();
      for (String name : words.subList(3, words.size())) {
        list.add(defined(name));
        require(grouped.add(name), "each name in one group at most: " + name);
      }
      define(words.get(1), new Quorum.Group(threshold, list));
    }

    private void define(String name, Quorum value) throws LogException.Malformed {
      require(!name.equals("none") && names.put(name, value) == null, "a new name: " + name);
    }

    private Quorum defined(String name) throws LogException.Malformed {
      Quorum value = names.get(name);
      if (value == null) {
        throw malformed("not defined above: " + name);
      }
      return value;
    }

    private static Optional<String> url(List<String> words, int i) {
      return words.size() > i ? Optional.of(words.get(i)) : Optional.empty();
    }

    private static void require(boolean holds, String expected) throws LogException.Malformed {
      if (!holds) {
        throw malformed("expected " + expected);
      }
    }

    private static LogException.Malformed malformed(String detail) {
      return new LogException.Malformed("log policy: " + detail);
    }
  }
}

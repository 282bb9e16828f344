package io.hallmark.provenance.certificate;

import io.hallmark.provenance.VerificationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The `.hallmark` container: everything that the verification of one certificate needs, except the
/// trust file. A stored ZIP file with exactly one encoding (`docs/formats.md`): fixed member names
/// in fixed order, fixed times, nothing else.
///
/// | member | content |
/// |---|---|
/// | `statement.dsse.json` | the certificate: a DSSE envelope around an in-toto statement |
/// | `manifest.json` | the manifest of the data set |
/// | `program.json` | the training program |
/// | `intent.json` | the intent of the run |
/// | `intent.trainer.dsse.json` | the trainer's signature over the intent |
/// | `intent.dsse.json` | the authority's signature that is the seed (grade `committed` only) |
/// | `intent.event.dsse.json` | the registration of the intent in a log (grade `beacon` only) |
/// | `intent.tlog-proof` | the proof that it is in the log, which is the seed (`beacon` only) |
/// | `run.proof` | the proof of the run |
/// | `dataset/SHARD.proof` | the dataset proof of each shard of the data set |
/// | `authority/NNN.dsse.json` | certificates of authorities over the manifest, from 000 |
/// | `parent.hallmark` | the certificate of the model from which the run started |
/// | `reveal.dsse.json`, `reveal.proof` | the opening of a sealed model: statement and proof |
/// | `policy.statement.json`, `policy.json`, `policy.proof` | a policy proof: statement, policy, proof |
/// | `request.json` | the request that a policy proof answers |
/// | `list/NAME.json`, `list/NAME.txt` | the lists that a policy names: document and entries |
/// | `list/NAME.proof` | of a private list, instead of entries: its list proof |
/// | `index.json`, `index/PART.copy` | the index from which a request was answered, and the proofs that it holds the digests of the data set |
/// | `copied.manifest.json`, `copy/PART.proof` | a copy proof: the manifest of the original, proofs |
/// | `original/NNN.hallmark` | copy proofs about the data set, then about its original, from 000 |
/// | `policy/NNN.hallmark` | policy proofs about the data set of a training, from 000 |
/// | `model.safetensors` | the released or revealed weights; may be left out |
/// | `statement.event.dsse.json`, `statement.tlog-proof` | the certificate's entry in a log, its proof |
/// | `statement.tsr` | a timestamp over the certificate's signature (RFC 3161) |
/// | `statement.sigstore.json` | the certificate as a Sigstore bundle |
/// | `slsa.dsse.json` | SLSA provenance of the run |
/// | `bom.cdx.json` | CycloneDX bill of materials |
/// | `model.sig` | a signature over the model's files (OpenSSF Model Signing) |
///
/// Reading checks the container, not its contents, and copies none: members are views of the file
/// that was read. Values are immutable; contents are copied out.
public final class HallmarkBundle {
  /// The certificate.
  public static final String STATEMENT = "statement.dsse.json";

  /// The manifest of the data set.
  public static final String MANIFEST = "manifest.json";

  /// The training program.
  public static final String PROGRAM = "program.json";

  /// The intent.
  public static final String INTENT = "intent.json";

  /// The trainer's signature over the intent.
  public static final String INTENT_TRAINER = "intent.trainer.dsse.json";

  /// The authority's signature over the intent: the seed.
  public static final String INTENT_SEED = "intent.dsse.json";

  /// The registration of the intent in a log: the entry.
  public static final String INTENT_EVENT = "intent.event.dsse.json";

  /// The proof that the registration is in the log: with it the seed.
  public static final String INTENT_LOG_PROOF = "intent.tlog-proof";

  /// The proof of the run.
  public static final String RUN_PROOF = "run.proof";

  /// The certificate of the parent model: a container itself.
  public static final String PARENT = "parent.hallmark";

  /// The statement that opens a sealed model.
  public static final String REVEAL = "reveal.dsse.json";

  /// The proof that opens a sealed model.
  public static final String REVEAL_PROOF = "reveal.proof";

  /// What a policy proof is about. A container with it is a policy proof, one without it is the
  /// certificate of a training.
  public static final String POLICY_STATEMENT = "policy.statement.json";

  /// The policy.
  public static final String POLICY = "policy.json";

  /// The proof that the policy is kept.
  public static final String POLICY_PROOF = "policy.proof";

  /// The request that a policy proof answers.
  public static final String REQUEST = "request.json";

  /// The index from which a request was answered.
  public static final String INDEX = "index.json";

  /// The manifest of the original. A container with it is a copy proof.
  public static final String COPIED = "copied.manifest.json";

  /// The released or revealed weights.
  public static final String MODEL = "model.safetensors";

  /// The entry about the certificate in a log.
  public static final String LOG_EVENT = "statement.event.dsse.json";

  /// The proof that this entry is in the log; it can be renewed.
  public static final String LOG_PROOF = "statement.tlog-proof";

  /// A timestamp over the certificate's signature.
  public static final String TIMESTAMP = "statement.tsr";

  /// The certificate as a Sigstore bundle.
  public static final String SIGSTORE = "statement.sigstore.json";

  /// SLSA provenance of the run.
  public static final String SLSA = "slsa.dsse.json";

  /// CycloneDX bill of materials.
  public static final String BOM = "bom.cdx.json";

  /// A signature over the files of the model.
  public static final String MODEL_SIGNATURE = "model.sig";

  /// The members that are for other tools, in order: none is needed, each may be renewed.
  public static final List<String> FOREIGN =
      List.of(LOG_EVENT, LOG_PROOF, TIMESTAMP, SIGSTORE, SLSA, BOM, MODEL_SIGNATURE);

  /// A file of more bytes is refused before it is read.
  public static final long MAX_BYTES = 1L << 29;

  /// A member other than a proof, the parent or the model is refused beyond this many bytes.
  public static final int MAX_DOCUMENT_BYTES = 1 << 24;

  /// A proof, the parent or the model is refused beyond this many bytes.
  public static final int MAX_BINARY_BYTES = 1 << 28;

  /// More members are refused.
  public static final int MAX_MEMBERS = 2048;

  private static final List<String> REQUIRED =
      List.of(STATEMENT, MANIFEST, PROGRAM, INTENT, INTENT_TRAINER, RUN_PROOF);
  private static final List<String> REQUIRED_OF_POLICY =
      List.of(MANIFEST, POLICY_STATEMENT, POLICY, POLICY_PROOF);
  private static final List<String> REQUIRED_OF_COPY = List.of(MANIFEST, COPIED);
  private static final Pattern COPY_PROOF = Pattern.compile("copy/([A-Za-z0-9_-]{1,64})\\.proof");
  private static final Pattern ORIGINAL = Pattern.compile("original/[0-9]{3}\\.hallmark");
  private static final Pattern LIST = Pattern.compile("list/([A-Za-z0-9_-]{1,64})\\.json");
  private static final Pattern LIST_PROOF = Pattern.compile("list/([A-Za-z0-9_-]{1,64})\\.proof");
  private static final Pattern INDEX_PROOF = Pattern.compile("index/([A-Za-z0-9_-]{1,64})\\.copy");
  private static final Pattern LIST_ENTRIES = Pattern.compile("list/([A-Za-z0-9_-]{1,64})\\.txt");
  private static final Pattern POLICY_BUNDLE = Pattern.compile("policy/[0-9]{3}\\.hallmark");
  private static final Pattern DATASET_PROOF =
      Pattern.compile("dataset/([A-Za-z0-9_-]{1,64})\\.proof");
  private static final Pattern AUTHORITY = Pattern.compile("authority/[0-9]{3}\\.dsse\\.json");

  /// In canonical order.
  private final SortedMap<String, ByteBuffer> members;

  private HallmarkBundle(SortedMap<String, ByteBuffer> members) {
    this.members = members;
  }

  /// A bundle of these members, in whatever order they are given; contents are copied.
  ///
  /// @throws IllegalArgumentException if a name is unknown or a required member is absent
  public static HallmarkBundle of(Map<String, byte[]> members) {
    TreeMap<String, ByteBuffer> sorted = new TreeMap<>(HallmarkBundle::compareNames);
    members.forEach((name, content) -> sorted.put(name, ByteBuffer.wrap(content.clone())));
    try {
      checkMembers(sorted);
    } catch (VerificationException.Malformed e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return new HallmarkBundle(sorted);
  }

  /// The name of the dataset proof of a part.
  public static String datasetProof(String part) {
    return "dataset/" + part + ".proof";
  }

  /// The name of the i-th certificate of an authority, i from 0 to 999.
  public static String authority(int i) {
    return "authority/%03d.dsse.json".formatted(i);
  }

  /// The name of the document of a list.
  public static String list(String name) {
    return "list/" + name + ".json";
  }

  /// The name of the entries of a list.
  public static String listEntries(String name) {
    return "list/" + name + ".txt";
  }

  /// The name of the list proof of a private list.
  public static String listProof(String name) {
    return "list/" + name + ".proof";
  }

  /// The name of the proof that a part of an index holds the digests of the data set.
  public static String indexProof(String part) {
    return "index/" + part + ".copy";
  }

  /// The name of the i-th policy proof in the certificate of a training, i from 0 to 999.
  public static String policyBundle(int i) {
    return "policy/%03d.hallmark".formatted(i);
  }

  /// The name of the proof that a part of a copy holds the same cells.
  public static String copyProof(String part) {
    return "copy/" + part + ".proof";
  }

  /// The name of the i-th copy proof in the certificate of a training or a policy proof.
  public static String original(int i) {
    return "original/%03d.hallmark".formatted(i);
  }

  /// Reads a container.
  ///
  /// @throws IOException if the file cannot be read
  /// @throws VerificationException.Malformed if it is too large, or not exactly in the form above
  public static HallmarkBundle read(Path file) throws IOException, VerificationException.Malformed {
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw new VerificationException.Malformed("larger than " + MAX_BYTES + " bytes");
    }
    byte[] bytes = new byte[(int) size];
    try (InputStream in = Files.newInputStream(file)) {
      if (in.readNBytes(bytes, 0, bytes.length) != bytes.length || in.read() >= 0) {
        throw new VerificationException.Malformed("the file changed while it was read");
      }
    }
    return view(ByteBuffer.wrap(bytes));
  }

  /// Reads a container from its bytes, which are copied.
  ///
  /// @throws VerificationException.Malformed if they are not exactly in the form above
  public static HallmarkBundle read(byte[] file) throws VerificationException.Malformed {
    return view(ByteBuffer.wrap(file.clone()));
  }

  /// Reads a container from bytes that nobody else changes.
  private static HallmarkBundle view(ByteBuffer file) throws VerificationException.Malformed {
    Map<String, ByteBuffer> read = StoredZip.read(file, MAX_MEMBERS);
    List<String> order = new ArrayList<>(read.keySet());
    for (String name : order) {
      checkName(name);
    }
    for (int i = 1; i < order.size(); i++) {
      if (compareNames(order.get(i - 1), order.get(i)) >= 0) {
        throw new VerificationException.Malformed("member " + order.get(i) + ": not in order");
      }
    }
    TreeMap<String, ByteBuffer> members = new TreeMap<>(HallmarkBundle::compareNames);
    members.putAll(read);
    checkMembers(members);
    return new HallmarkBundle(members);
  }

  /// The file.
  public byte[] write() {
    return StoredZip.write(members);
  }

  /// Names in order.
  public List<String> names() {
    return List.copyOf(members.keySet());
  }

  /// A required member.
  public byte[] required(String name) {
    return optional(name)
        .orElseThrow(() -> new IllegalArgumentException("not a required member: " + name));
  }

  /// A member that may be absent.
  public Optional<byte[]> optional(String name) {
    return Optional.ofNullable(members.get(name)).map(HallmarkBundle::copy);
  }

  private static byte[] copy(ByteBuffer content) {
    byte[] out = new byte[content.remaining()];
    content.get(content.position(), out);
    return out;
  }

  /// Whether there is such a member.
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /// The bytes of a member, 0 if it is absent.
  public long size(String name) {
    ByteBuffer content = members.get(name);
    return content == null ? 0 : content.remaining();
  }

  /// The bytes of all members together.
  public long size() {
    return members.values().stream().mapToLong(ByteBuffer::remaining).sum();
  }

  /// The certificate of the parent model, without a copy of it.
  ///
  /// @throws VerificationException.Malformed if the member is no container
  public Optional<HallmarkBundle> parent() throws VerificationException.Malformed {
    ByteBuffer content = members.get(PARENT);
    return content == null ? Optional.empty() : Optional.of(view(content));
  }

  /// The dataset proofs by name of the part, in order.
  public Map<String, byte[]> datasetProofs() {
    return proofs(DATASET_PROOF);
  }

  /// The proofs of an index by name of the part, in order.
  public Map<String, byte[]> indexProofs() {
    return proofs(INDEX_PROOF);
  }

  /// The proofs that a copy holds the same cells, by name of the part, in order.
  public Map<String, byte[]> copyProofs() {
    return proofs(COPY_PROOF);
  }

  private Map<String, byte[]> proofs(Pattern pattern) {
    Map<String, byte[]> out = new TreeMap<>();
    members.forEach((name, content) -> {
      var m = pattern.matcher(name);
      if (m.matches()) {
        out.put(m.group(1), copy(content));
      }
    });
    return Collections.unmodifiableMap(out);
  }

  /// Whether this is a policy proof.
  public boolean isPolicyProof() {
    return has(POLICY_STATEMENT);
  }

  /// Whether this is the answer to a request, which is a policy proof too.
  public boolean isAnswer() {
    return has(REQUEST);
  }

  /// Whether this is the certificate of a training.
  public boolean isTraining() {
    return has(STATEMENT);
  }

  /// Whether this is a copy proof.
  public boolean isCopyProof() {
    return has(COPIED);
  }

  /// The copy proofs in another container, in order, without copies of their bytes.
  ///
  /// @throws VerificationException.Malformed if a member is no container
  public List<HallmarkBundle> originals() throws VerificationException.Malformed {
    return nested(ORIGINAL);
  }

  /// Names of the lists, in order.
  public List<String> lists() {
    List<String> out = new ArrayList<>();
    for (String name : members.keySet()) {
      var m = LIST.matcher(name);
      if (m.matches()) {
        out.add(m.group(1));
      }
    }
    return Collections.unmodifiableList(out);
  }

  /// The policy proofs in the certificate of a training, in order, without copies.
  ///
  /// @throws VerificationException.Malformed if a member is no container
  public List<HallmarkBundle> policyProofs() throws VerificationException.Malformed {
    return nested(POLICY_BUNDLE);
  }

  private List<HallmarkBundle> nested(Pattern pattern) throws VerificationException.Malformed {
    List<HallmarkBundle> out = new ArrayList<>();
    for (Map.Entry<String, ByteBuffer> e : members.entrySet()) {
      if (pattern.matcher(e.getKey()).matches()) {
        out.add(view(e.getValue()));
      }
    }
    return Collections.unmodifiableList(out);
  }

  /// The certificates of authorities, in order.
  public List<byte[]> authorities() {
    List<byte[]> out = new ArrayList<>();
    members.forEach((name, content) -> {
      if (AUTHORITY.matcher(name).matches()) {
        out.add(copy(content));
      }
    });
    return Collections.unmodifiableList(out);
  }

  /// A copy without the weights.
  public HallmarkBundle withoutModel() {
    TreeMap<String, ByteBuffer> rest = new TreeMap<>(members);
    rest.remove(MODEL);
    return new HallmarkBundle(rest);
  }

  /// A copy with other contents of one member.
  ///
  /// @throws IllegalArgumentException if the name is unknown
  public HallmarkBundle with(String name, byte[] content) {
    TreeMap<String, ByteBuffer> all = new TreeMap<>(members);
    all.put(name, ByteBuffer.wrap(content.clone()));
    try {
      checkMembers(all);
    } catch (VerificationException.Malformed e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return new HallmarkBundle(all);
  }

  private static void checkMembers(SortedMap<String, ByteBuffer> members)
      throws VerificationException.Malformed {
    for (Map.Entry<String, ByteBuffer> e : members.entrySet()) {
      checkName(e.getKey());
      boolean document =
          e.getKey().endsWith(".json")
              || e.getKey().equals(INTENT_LOG_PROOF)
              || FOREIGN.contains(e.getKey());
      int limit = document ? MAX_DOCUMENT_BYTES : MAX_BINARY_BYTES;
      if (e.getValue().remaining() > limit) {
        throw new VerificationException.Malformed(
            "member " + e.getKey() + ": larger than " + limit + " bytes");
      }
    }
    int authorities = 0;
    for (String name : members.keySet()) {
      if (AUTHORITY.matcher(name).matches() && !name.equals(authority(authorities++))) {
        throw new VerificationException.Malformed(
            "member " + name + ": certificates of authorities are numbered from 000 without a gap");
      }
    }
    int policies = 0;
    int originals = 0;
    for (String name : members.keySet()) {
      if ((POLICY_BUNDLE.matcher(name).matches() && !name.equals(policyBundle(policies++)))
          || (ORIGINAL.matcher(name).matches() && !name.equals(original(originals++)))) {
        throw new VerificationException.Malformed(
            "member " + name + ": policy and copy proofs are numbered from 000 without a gap");
      }
    }
    if (members.containsKey(COPIED)) {
      checkCopy(members);
      return;
    }
    boolean policy = members.containsKey(POLICY_STATEMENT);
    if (policy) {
      for (String name : members.keySet()) {
        if (!isOfPolicy(name)) {
          throw new VerificationException.Malformed(
              "member " + name + ": not a member of a policy proof");
        }
      }
      checkLists(members);
    } else if (members.keySet().stream()
        .anyMatch(n ->
            n.equals(POLICY)
                || n.equals(POLICY_PROOF)
                || n.equals(REQUEST)
                || n.equals(INDEX)
                || n.startsWith("index/")
                || n.startsWith("list/"))) {
      throw new VerificationException.Malformed("member " + POLICY_STATEMENT + " is missing");
    }
    if (members.keySet().stream().anyMatch(n -> COPY_PROOF.matcher(n).matches())) {
      throw new VerificationException.Malformed("member " + COPIED + " is missing");
    }
    for (String name : policy ? REQUIRED_OF_POLICY : REQUIRED) {
      if (!members.containsKey(name)) {
        throw new VerificationException.Malformed("member " + name + " is missing");
      }
    }
  }

  /// A copy proof has two manifests, proofs, and certificates about the original.
  private static void checkCopy(SortedMap<String, ByteBuffer> members)
      throws VerificationException.Malformed {
    for (String name : members.keySet()) {
      if (!REQUIRED_OF_COPY.contains(name)
          && !COPY_PROOF.matcher(name).matches()
          && !AUTHORITY.matcher(name).matches()) {
        throw new VerificationException.Malformed(
            "member " + name + ": not a member of a copy proof");
      }
    }
    if (!members.containsKey(MANIFEST)) {
      throw new VerificationException.Malformed("member " + MANIFEST + " is missing");
    }
  }

  /// Documents of lists come with their entries, or with a list proof.
  private static void checkLists(SortedMap<String, ByteBuffer> members)
      throws VerificationException.Malformed {
    for (String name : members.keySet()) {
      boolean document = LIST.matcher(name).matches();
      if (document || LIST_ENTRIES.matcher(name).matches() || LIST_PROOF.matcher(name).matches()) {
        String stem = name.substring(0, name.lastIndexOf('.'));
        boolean published = members.containsKey(stem + ".txt");
        boolean isPrivate = members.containsKey(stem + ".proof");
        if (document ? published == isPrivate : !members.containsKey(stem + ".json")) {
          throw new VerificationException.Malformed(
              "member " + name + ": its other half is missing");
        }
      }
    }
  }

  private static boolean isOfPolicy(String name) {
    return REQUIRED_OF_POLICY.contains(name)
        || name.equals(REQUEST)
        || name.equals(PROGRAM)
        || name.equals(INDEX)
        || INDEX_PROOF.matcher(name).matches()
        || LIST.matcher(name).matches()
        || LIST_ENTRIES.matcher(name).matches()
        || LIST_PROOF.matcher(name).matches()
        || DATASET_PROOF.matcher(name).matches()
        || ORIGINAL.matcher(name).matches()
        || AUTHORITY.matcher(name).matches();
  }

  private static void checkName(String name) throws VerificationException.Malformed {
    if (rank(name) < 0) {
      throw new VerificationException.Malformed("unknown member " + name);
    }
  }

  private static int compareNames(String a, String b) {
    int byRank = Integer.compare(rank(a), rank(b));
    return byRank != 0 ? byRank : a.compareTo(b);
  }

  private static int rank(String name) {
    return switch (name) {
      case STATEMENT -> 0;
      case MANIFEST -> 1;
      case PROGRAM -> 2;
      case INTENT -> 3;
      case INTENT_TRAINER -> 4;
      case INTENT_SEED -> 5;
      case INTENT_EVENT -> 6;
      case INTENT_LOG_PROOF -> 7;
      case RUN_PROOF -> 8;
      case PARENT -> 11;
      case REVEAL -> 12;
      case REVEAL_PROOF -> 13;
      case POLICY_STATEMENT -> 14;
      case POLICY -> 15;
      case POLICY_PROOF -> 16;
      case REQUEST -> 17;
      case INDEX -> 18;
      case COPIED -> 22;
      case MODEL -> 25;
      default -> {
        int foreign = FOREIGN.indexOf(name);
        yield foreign < 0 ? rankOfPattern(name) : 30 + foreign;
      }
    };
  }

  private static int rankOfPattern(String name) {
    if (DATASET_PROOF.matcher(name).matches()) {
      return 9;
    }
    if (AUTHORITY.matcher(name).matches()) {
      return 10;
    }
    if (INDEX_PROOF.matcher(name).matches()) {
      return 19;
    }
    if (LIST.matcher(name).matches()
        || LIST_ENTRIES.matcher(name).matches()
        || LIST_PROOF.matcher(name).matches()) {
      return 20;
    }
    if (COPY_PROOF.matcher(name).matches()) {
      return 23;
    }
    if (ORIGINAL.matcher(name).matches()) {
      return 24;
    }
    return POLICY_BUNDLE.matcher(name).matches() ? 21 : -1;
  }
}

package io.hallmark.provenance.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.hallmark.document.Digests;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.provenance.dataset.Fingerprint;
import io.hallmark.provenance.policy.EntryList;
import io.hallmark.provenance.policy.ListDocument;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The published JSON Schemas of policies, lists and statements.
final class PolicyJsonSchemasTest {
  private static List<?> errors(String schema, byte[] document) throws Exception {
    Path file = Path.of("..", "docs", "schemas", schema + ".schema.json");
    Schema s =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(file), InputFormat.JSON);
    return s.validate(new String(document, StandardCharsets.UTF_8), InputFormat.JSON);
  }

  @Test
  void documentsOfTheProductAreValid() throws Exception {
    byte[] policy =
        Clinic.policy(
                """
                {"kind":"in","id":"licences","columns":["licence"],"values":["cc0",["cc-by"]]},
                {"kind":"valid","from":"a","until":"b","at":"statement"},
                {"kind":"count","columns":["class"],"require":[{"each":"all","to":"all",
                 "at_most":"2/3"},{"kinds":2},{"of":["0"],"at_least":1}],"publish":true},
                {"kind":"disjoint","column":"work","parts":["train"],"other":["test"]},
                {"kind":"within","column":"work","list":"withdrawn","complete":true}\
                """)
            .write();
    assertEquals(List.of(), errors("policy", policy));
    Map<String, PolicyList> lists = Clinic.withdrawn(1, 5);
    assertEquals(List.of(), errors("list", lists.values().iterator().next().document()));
    PolicyStatement statement =
        new PolicyStatement(
            Digests.sha256(policy),
            Digests.sha256(policy),
            List.of(new PolicyStatement.Shard("train", 3, Digests.sha256(policy))),
            new TreeMap<>(Map.of("withdrawn", Digests.sha256(policy))),
            OptionalLong.of(20000),
            new TreeMap<>(Map.of(2, List.of(1L, 2L))));
    assertEquals(List.of(), errors("policy-statement", statement.write()));
  }

  @Test
  void requestsAreValid() throws Exception {
    AnswerRequest work = AnswerRequest.of(Fingerprint.Variant.FILE, new long[] {1, 2, 3, 4});
    assertEquals(List.of(), errors("request", work.write()));
    AnswerRequest subject = AnswerRequest.ofSubject(new byte[32], "patients", "p1");
    assertEquals(List.of(), errors("request", subject.write()));
    byte[] both =
        new String(subject.write(), StandardCharsets.UTF_8)
            .replace("}", ",\"variant\":\"file\"}")
            .getBytes(StandardCharsets.UTF_8);
    assertTrue(!errors("request", both).isEmpty());
  }

  @Test
  void privateListsAreValid() throws Exception {
    ListDocument list =
        ListDocument.of(
            "x",
            1,
            Optional.of(Fingerprint.Variant.FILE),
            Optional.empty(),
            Optional.empty(),
            EntryList.ofTuples(new long[] {1, 2, 3, 4}));
    PrivateListDocument document =
        PrivateListDocument.of(list, new byte[32], new Geometry(11, 14, 60, 16));
    assertEquals(List.of(), errors("private-list", document.write()));
    assertTrue(!errors("private-list", list.write()).isEmpty());
  }

  @Test
  void anUnknownKeyIsInvalid() throws Exception {
    byte[] policy =
        "{\"type\":\"hallmark/policy/v1\",\"name\":\"x\",\"version\":1,\"rules\":[{\"kind\":\"range\",\"column\":\"a\",\"most\":1}]}"
            .getBytes(StandardCharsets.UTF_8);
    assertTrue(!errors("policy", policy).isEmpty());
  }
}

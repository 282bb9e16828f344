package io.hallmark.bench.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cyclonedx.Version;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.attestation.Attestation;
import org.cyclonedx.model.attestation.Claim;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;

/// The CycloneDX library finds our bill of materials valid and reads in it what we meant. The file
/// is the fixture that the tests of `provenance` compare with what is written.
final class CycloneDxTest {
  private static final Path FIXTURE =
      Path.of("..", "provenance", "src", "test", "resources", "foreign", "bom.cdx.json");

  @Test
  void theSchemaOfTheLibraryAcceptsItAndRefusesAChangedOne() throws Exception {
    String bom = Files.readString(FIXTURE);
    assertEquals(List.of(), new JsonParser().validate(bom, Version.VERSION_16));
    for (String wrong :
        List.of(
            bom.replace("machine-learning-model", "oracle"),
            bom.replace("\"score\": 1", "\"score\": 2"),
            bom.replace("\"declarations\"", "\"declared\""),
            bom.replace("urn:uuid:", "urn:"))) {
      assertFalse(new JsonParser().validate(wrong, Version.VERSION_16).isEmpty());
    }
  }

  @Test
  void theLibraryReadsClaimsEvidenceAndConformance() throws Exception {
    Bom bom = new JsonParser().parse(Files.readString(FIXTURE).getBytes(StandardCharsets.UTF_8));
    Component model = bom.getMetadata().getComponent();
    assertEquals(Component.Type.MACHINE_LEARNING_MODEL, model.getType());
    assertEquals("model.safetensors", model.getName());
    assertEquals(
        "data", model.getModelCard().getModelParameters().getDatasets().getFirst().getRef());
    assertEquals(3, bom.getComponents().size());
    Attestation attestation = bom.getDeclarations().getAttestations().getFirst();
    assertEquals(2, attestation.getMap().size());
    assertEquals(1.0, attestation.getMap().getFirst().getConformance().getScore());
    Claim claim = bom.getDeclarations().getClaims().getFirst();
    assertEquals("model", claim.getTarget());
    assertEquals(List.of("run.proof", "dataset/train.proof"), claim.getEvidence());
    assertEquals(2, bom.getDeclarations().getEvidence().size());
    assertEquals(
        "TRAINING",
        bom.getDefinitions()
            .getStandards()
            .getFirst()
            .getRequirements()
            .getFirst()
            .getIdentifier());
  }
}

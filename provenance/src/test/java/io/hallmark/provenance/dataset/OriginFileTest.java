package io.hallmark.provenance.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digests;
import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.source.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class OriginFileTest {
  private static final String CROISSANT =
      """
      {"@context": {"rai": "http://mlcommons.org/croissant/RAI/"}, "@type": "sc:Dataset",
       "conformsTo": ["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"],
       "name": "credit-g", "description": {"@language": "en", "@value": "Risks\\n  of credit"},
       "license": "https://creativecommons.org/licenses/by/4.0/",
       "url": "https://example.org/credit-g", "datePublished": "1994-11-17",
       "creator": [{"@type": "sc:Person", "name": "Hans Hofmann"}, {"@type": "Organization", "name": "A bank"}],
       "rai:dataCollection": "from files of a bank", "rai:dataCollectionTimeframe": ["1973", "1975"],
       "http://schema.org/spatialCoverage": {"@type": "Place", "name": "Germany"},
       "version": 1.5e0, "isAccessibleForFree": true, "recordSet": [null],
       "distribution": [{"@type": "cr:FileObject", "@id": "f", "name": "data",
          "contentUrl": "https://example.org/files/data.csv", "encodingFormat": "text/csv",
          "sha256": "DIGEST"}]}
      """;

  private static final String TABLE =
      """
      Field,Value
      Consent documentation location,"https://example.org/consent, page 2"
      Confidentiality classification,public
      """;

  private static OriginFile read(String text) throws Malformed {
    return OriginFile.read("m", text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void croissantFillsWhatItKnowsAndATableTheRest() throws Exception {
    byte[] data = "a,b\n".getBytes(StandardCharsets.UTF_8);
    OriginFile croissant = read(CROISSANT.replace("DIGEST", Digests.sha256(data).hex()));
    assertEquals(
        Map.ofEntries(
            Map.entry("title", "credit-g"),
            Map.entry("description", "Risks of credit"),
            Map.entry("issuer", "Hans Hofmann; A bank"),
            Map.entry("source", "https://example.org/credit-g"),
            Map.entry("issue_date", "1994-11-17"),
            Map.entry("generation_dates", "1973; 1975"),
            Map.entry("method", "from files of a bank"),
            Map.entry("origin_geography", "Germany"),
            Map.entry("license", "https://creativecommons.org/licenses/by/4.0/"),
            Map.entry("format", "text/csv"),
            Map.entry("standards_version", "Croissant 1.1")),
        croissant.fields());
    IllegalArgumentException open =
        assertThrows(IllegalArgumentException.class, croissant::toRecord);
    assertEquals(
        "the origin record has no \"consent_location\", \"confidentiality\"", open.getMessage());
    OriginRecord record = croissant.and(read(TABLE)).toRecord();
    assertEquals("https://example.org/consent, page 2", record.fields().get("consent_location"));
    croissant.check(new SourceFile("data.csv", data.length, Digests.sha256(data)));
    croissant.check(new SourceFile("other.csv", 1, Digests.sha256()));
    assertThrows(
        SourceException.class,
        () -> croissant.check(new SourceFile("data.csv", 1, Digests.sha256())));
  }

  @Test
  void theThreeFormsSayTheSame() throws Exception {
    OriginFile table = read("title,T\nissuer,I\nlicense,L\n");
    assertEquals(table, read("Dataset title/name,Data Issuer,LICENSE to use\nT,I,L\n"));
    assertEquals(table, read("{\"title\": \"T\", \"issuer\": \"I\", \"license\": \"L\"}"));
    assertEquals(table, read("\uFEFFtitle,T\r\nissuer,I\r\nlicense,L\r\nsource,\r\n"));
  }

  @Test
  void allFieldsAreKnownByTheNamesOfTheStandard() throws Exception {
    SortedMap<String, String> names = new TreeMap<>();
    for (String name : OriginRecord.MANDATORY) {
      names.put(name, OriginTable.field("m", name.replace('_', ' ').toUpperCase(Locale.ROOT)));
    }
    for (String name : OriginRecord.OPTIONAL) {
      names.put(name, OriginTable.field("m", name));
    }
    assertEquals(22, names.size());
    names.forEach((name, found) -> assertEquals(name, found));
  }

  @Test
  void whatIsNoMetadataIsRefused() {
    for (String text :
        new String[] {
          "nonsense,1\n",
          "title,T\ntitle,U\n",
          "title\n",
          "title,T,U\n",
          "title,issuer,license\nT,I\n",
          "title,\"T\n",
          "{\"title\": 1}",
          "{\"title\": \"T\"",
          "{\"title\": \"T\", \"title\": \"T\"}",
          "{\"conformsTo\": \"http://mlcommons.org/croissant/0.8\"}",
        }) {
      assertThrows(Malformed.class, () -> read(text), text);
    }
    assertThrows(Malformed.class, () -> OriginFile.read("m", new byte[] {'{', (byte) 0xff, '}'}));
    assertThrows(IllegalArgumentException.class, () -> read("title,T\n").and(read("title,U\n")));
  }

  @Test
  void randomBytesNeverThrowAnythingElse() throws Exception {
    SplittableRandom random = new SplittableRandom(4);
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = (i % 2 == 0 ? CROISSANT : TABLE).getBytes(StandardCharsets.UTF_8);
      for (int k = 0; k < 3; k++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        assertFalse(OriginFile.read("m", bytes).fields().size() > 22);
      } catch (Malformed e) {
        refused++;
      }
    }
    assertTrue(refused > 500 && refused < 2000, "" + refused);
  }
}

package io.hallmark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The published schemas, for tests.
public final class JsonSchemas {
  private static final Path SCHEMAS = Path.of("..", "docs", "schemas");

  private JsonSchemas() {}

  /// Requires that a document fits a published schema.
  ///
  /// @param name of the schema, without `.schema.json`
  public static void assertValid(String name, String document) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(SCHEMAS.resolve(name + ".schema.json")), InputFormat.JSON);
    List<String> errors =
        schema.validate(document, InputFormat.JSON).stream().map(Object::toString).toList();
    assertEquals(List.of(), errors, name);
  }
}

package io.hallmark.proof.commitment;

import java.util.List;

/// The descriptor of a commitment, by which documents outside a proof link it:
///
/// `H(0x32, root, u64 m, nu, t, B, list of columns: str name, list of labels: str name, u64
/// extent)`
///
/// The root alone binds neither the geometry nor the names and order of columns and labels: under
/// another shape the same rows would be read as other data.
public final class Descriptor {
  private Descriptor() {}

  /// The 32 bytes of a descriptor.
  ///
  /// @param root root of the commitment
  /// @param geometry its geometry
  /// @param columns its columns in declared order
  public static byte[] of(byte[] root, Geometry geometry, List<ColumnShape> columns) {
    CanonicalBytes bytes = new CanonicalBytes().u8(0x32).raw(root);
    return Sha256.of(bytes.geometry(geometry).columns(columns).toByteArray());
  }
}

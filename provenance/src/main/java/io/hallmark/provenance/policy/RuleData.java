package io.hallmark.provenance.policy;

import io.hallmark.provenance.policy.PolicyRefused.Code;
import java.util.List;
import java.util.Map;

/// The records that rules are evaluated on: secret.
///
/// @param context what is public
/// @param records cells of every shard, in order
/// @param privateLists entries of the private lists, by name
public record RuleData(
    PolicyContext context, List<ShardRecords> records, Map<String, EntryList> privateLists) {
  /// Copies list and map.
  ///
  /// @throws IllegalArgumentException if the shapes are not those of the context
  public RuleData {
    records = List.copyOf(records);
    privateLists = Map.copyOf(privateLists);
    if (records.size() != context.shards().size()) {
      throw new IllegalArgumentException(records.size() + " shards");
    }
    for (int s = 0; s < records.size(); s++) {
      if (records.get(s).rows() != context.shards().get(s).rows()) {
        throw new IllegalArgumentException("shard " + s + ": " + records.get(s).rows() + " rows");
      }
    }
  }

  /// A tag of every record of a shard.
  long[] tag(int shard, String column) throws PolicyRefused {
    return records.get(shard).tags()[context.schema().tag(column)];
  }

  /// A code of every record of a shard: a code tag or the class.
  long[] codes(int shard, String column) throws PolicyRefused {
    if (column.equals(PolicySchema.CLASS)) {
      int[] y = records.get(shard).classes();
      long[] out = new long[y.length];
      for (int r = 0; r < out.length; r++) {
        out[r] = y[r];
      }
      return out;
    }
    return tag(shard, column);
  }

  /// The tuple of codes of every record of a shard.
  PolicySchema.Tuple[] tuples(int shard, List<String> columns) throws PolicyRefused {
    long[][] codes = new long[columns.size()][];
    for (int k = 0; k < codes.length; k++) {
      codes[k] = codes(shard, columns.get(k));
    }
    PolicySchema.Tuple[] out = new PolicySchema.Tuple[records.get(shard).rows()];
    for (int r = 0; r < out.length; r++) {
      int[] tuple = new int[codes.length];
      for (int k = 0; k < tuple.length; k++) {
        tuple[k] = (int) codes[k][r];
      }
      out[r] = new PolicySchema.Tuple(tuple);
    }
    return out;
  }

  /// The texts of a tuple.
  String texts(PolicySchema.Tuple tuple, List<String> columns) throws PolicyRefused {
    StringBuilder out = new StringBuilder();
    for (int k = 0; k < columns.size(); k++) {
      String text = context.schema().codes(columns.get(k)).get(tuple.codes()[k]);
      out.append(k == 0 ? "" : ", ").append(columns.get(k)).append(" \"").append(text).append('"');
    }
    return out.toString();
  }

  /// The limbs of a digest column of a shard.
  long[][] digest(int shard, String column) throws PolicyRefused {
    return records.get(shard).digests()[context.schema().digest(column)];
  }

  /// The keys of a digest column of a shard.
  long[] keys(int shard, String column) throws PolicyRefused {
    return digest(shard, column)[0];
  }

  /// The entries of a list, published or private.
  EntryList entries(String list) throws PolicyRefused {
    if (context.list(list) instanceof ListSource.Published p) {
      return p.entries();
    }
    EntryList out = privateLists.get(list);
    if (out == null) {
      throw new PolicyRefused(Code.LIST_FORMAT, "the entries of the private list " + list);
    }
    return out;
  }
}

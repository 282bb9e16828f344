package io.hallmark.proof.relation;

import java.util.BitSet;
import java.util.List;

/// What follows from the sources of the columns: an order in which sources come first, product
/// depth, whether a column is public, the fingerprint labels on which it depends, and how many
/// columns a pull-back visits. Nothing is recursive, so a long chain cannot exhaust a stack.
///
/// Every source must be declared.
final class ColumnGraph {
  private static final BitSet EMPTY = new BitSet();

  private final int[] order;
  private final int[] depth;
  private final boolean[] isPublic;
  private final BitSet[] fingerprints;
  private final long[] visits;
  private final int ordered;

  ColumnGraph(List<Node> nodes) {
    int n = nodes.size();
    order = new int[n];
    ordered = sort(nodes);
    depth = new int[n];
    isPublic = new boolean[n];
    fingerprints = new BitSet[n];
    visits = new long[n];
    for (int i = 0; i < ordered; i++) {
      visit(nodes, order[i]);
    }
  }

  /// Sources first: a column enters the order when its last source has (Kahn 1962).
  private int sort(List<Node> nodes) {
    int n = nodes.size();
    int[] missing = new int[n];
    int[] firstUse = new int[n];
    java.util.Arrays.fill(firstUse, -1);
    int uses = nodes.stream().mapToInt(x -> x.sources().size()).sum();
    int[] user = new int[uses];
    int[] nextUse = new int[uses];
    int use = 0;
    int end = 0;
    for (int c = 0; c < n; c++) {
      Ids sources = nodes.get(c).sources();
      missing[c] = sources.size();
      for (int k = 0; k < sources.size(); k++) {
        int s = sources.get(k);
        user[use] = c;
        nextUse[use] = firstUse[s];
        firstUse[s] = use++;
      }
      if (missing[c] == 0) {
        order[end++] = c;
      }
    }
    for (int at = 0; at < end; at++) {
      for (int u = firstUse[order[at]]; u >= 0; u = nextUse[u]) {
        if (--missing[user[u]] == 0) {
          order[end++] = user[u];
        }
      }
    }
    return end;
  }

  private void visit(List<Node> nodes, int c) {
    Node node = nodes.get(c);
    boolean allPublic = !node.isCells();
    BitSet labels = EMPTY;
    visits[c] = 1;
    for (int k = 0; k < node.sources().size(); k++) {
      int s = node.sources().get(k);
      allPublic &= isPublic[s];
      depth[c] = Math.max(depth[c], depth[s]);
      labels = union(labels, fingerprints[s]);
      if (!node.isLeaf()) {
        visits[c] = Math.min(visits[c] + visits[s], Integer.MAX_VALUE);
      }
    }
    if (node.column() instanceof Column.Product) {
      depth[c]++;
    }
    if (node.column() instanceof Column.Fingerprint) {
      BitSet own = new BitSet();
      for (int k = 0; k < node.over().size(); k++) {
        own.set(node.over().get(k));
      }
      labels = union(labels, own);
    }
    isPublic[c] = allPublic;
    fingerprints[c] = labels;
  }

  /// The union; shares an operand that already is it.
  private static BitSet union(BitSet a, BitSet b) {
    if (b.isEmpty() || a.equals(b)) {
      return a;
    }
    if (a.isEmpty()) {
      return b;
    }
    BitSet out = (BitSet) a.clone();
    out.or(b);
    return out;
  }

  /// Whether no column is its own source, through others or directly.
  boolean isAcyclic() {
    return ordered == order.length;
  }

  /// The i-th column of an order in which sources come first.
  int ordered(int i) {
    return order[i];
  }

  int depth(int column) {
    return depth[column];
  }

  boolean isPublic(int column) {
    return isPublic[column];
  }

  /// The fingerprint labels on which a column depends; not to be changed.
  BitSet fingerprints(int column) {
    return fingerprints[column];
  }

  /// Number of columns that the pull-back of one form visits, at most `Integer.MAX_VALUE`.
  long visits(int column) {
    return visits[column];
  }
}

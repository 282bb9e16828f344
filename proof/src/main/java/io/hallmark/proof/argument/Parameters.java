package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.Check;
import io.hallmark.proof.Checks;
import io.hallmark.proof.ProofException.Rejected;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.security.GeometryRule;
import io.hallmark.proof.security.GrindingBits;
import io.hallmark.proof.security.LevelShape;
import io.hallmark.proof.security.ProofSize;
import io.hallmark.proof.wire.Hashes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// The choices that a proof is made with, absorbed before everything else. A plain value: whether
/// they fit a run is [Check#GEOMETRY_VALID], whether they are strong enough [Check#PROFILE_FLOOR].
///
/// @param tail 1: the folded rows are sent in clear; 2: they are folded further in levels
/// @param lookupPow bits of grinding before `lookup`, per part
/// @param foldPow bits before every fold challenge
/// @param queryPow bits before the queries
/// @param levelPow bits before the queries of every level
/// @param levels per group, in the order of the groups, the levels; empty in tail 1
public record Parameters(
    long tail,
    long lookupPow,
    long foldPow,
    long queryPow,
    long levelPow,
    List<List<LevelShape>> levels) {

  /// Copies the lists.
  public Parameters {
    levels = levels.stream().map(List::copyOf).toList();
  }

  /// Parameters of tail 1.
  public static Parameters tailOne(GrindingBits bits) {
    return new Parameters(1, bits.lookup(), bits.fold(), bits.query(), bits.level(), List.of());
  }

  /// Parameters of tail 2.
  ///
  /// @param levels per group, in the order of the groups, the levels
  public static Parameters tailTwo(GrindingBits bits, List<List<LevelShape>> levels) {
    return new Parameters(2, bits.lookup(), bits.fold(), bits.query(), bits.level(), levels);
  }

  /// The parameters of profile S with the tail whose expected bytes are fewer; tail 1 if no levels
  /// suit a geometry. They depend on the geometries alone.
  ///
  /// @param groups geometries of the run's groups, in order
  public static Parameters smallest(List<Geometry> groups) {
    List<List<LevelShape>> levels = groups.stream().map(GeometryRule::levels).toList();
    double clear = 0;
    double folded = 0;
    for (int g = 0; g < groups.size(); g++) {
      clear += ProofSize.tail(groups.get(g), List.of());
      folded += ProofSize.tail(groups.get(g), levels.get(g));
    }
    return folded < clear && levels.stream().noneMatch(List::isEmpty)
        ? tailTwo(GrindingBits.PROFILE, levels)
        : tailOne(GrindingBits.PROFILE);
  }

  /// The bits of grinding.
  public GrindingBits grinding() {
    return new GrindingBits(lookupPow, foldPow, queryPow, levelPow);
  }

  /// The levels of a group, none in tail 1.
  public List<LevelShape> levels(int group) {
    return group < levels.size() ? levels.get(group) : List.of();
  }

  /// The words that are absorbed, 8 bytes each: p, 7, tail, lookup-pow, fold-pow, query-pow,
  /// level-pow, number of groups, then per group m, nu, t, B, number of levels, and per level fold,
  /// low, nu, t.
  ///
  /// @param groups geometries of the run's groups, in order
  public byte[] words(List<Geometry> groups) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    put(out, Goldilocks.P, Ext.NONRESIDUE, tail, lookupPow, foldPow, queryPow, levelPow);
    put(out, groups.size());
    for (int g = 0; g < groups.size(); g++) {
      Geometry x = groups.get(g);
      put(out, x.m(), x.nu(), x.queries(), x.openings(), levels(g).size());
      for (LevelShape level : levels(g)) {
        put(out, level.fold(), level.low(), level.nu(), level.queries());
      }
    }
    return out.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, long... words) {
    for (long word : words) {
      out.writeBytes(Hashes.u64(word));
    }
  }

  /// Reads parameter words and compares them with a run.
  ///
  /// @param words as [#words] writes them
  /// @param groups geometries of the run's groups, in order
  /// @throws Rejected GEOMETRY_VALID if they are no parameters of this run
  public static Parameters read(byte[] words, List<Geometry> groups) throws Rejected {
    Words in = new Words(words);
    Checks.check(Check.GEOMETRY_VALID, in.next() == Goldilocks.P, "p");
    Checks.check(Check.GEOMETRY_VALID, in.next() == Ext.NONRESIDUE, "nonresidue");
    long tail = in.next();
    long[] pows = {in.next(), in.next(), in.next(), in.next()};
    Checks.check(Check.GEOMETRY_VALID, in.next() == groups.size(), "number of groups");
    List<List<LevelShape>> levels = new ArrayList<>();
    for (Geometry geometry : groups) {
      Geometry said = new Geometry(in.next(), in.next(), in.next(), in.next());
      Checks.check(Check.GEOMETRY_VALID, said.equals(geometry), "geometry of a group");
      long count = in.next();
      Checks.check(Check.GEOMETRY_VALID, count >= 0 && count <= in.left() / 4, "levels");
      List<LevelShape> own = new ArrayList<>();
      for (int k = 0; k < count; k++) {
        own.add(new LevelShape(in.next(), in.next(), in.next(), in.next()));
      }
      levels.add(own);
    }
    Checks.check(Check.GEOMETRY_VALID, in.left() == 0, "words left over");
    if (levels.stream().allMatch(List::isEmpty) && tail == 1) {
      levels = List.of();
    }
    return new Parameters(tail, pows[0], pows[1], pows[2], pows[3], levels);
  }

  private static final class Words {
    private final byte[] bytes;
    private int at;

    Words(byte[] bytes) throws Rejected {
      Checks.check(Check.GEOMETRY_VALID, bytes.length % 8 == 0, "length of the words");
      this.bytes = bytes;
    }

    int left() {
      return (bytes.length - at) / 8;
    }

    long next() throws Rejected {
      Checks.check(Check.GEOMETRY_VALID, left() > 0, "too few words");
      at += 8;
      return Hashes.getLong(bytes, at - 8);
    }
  }
}

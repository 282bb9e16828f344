package io.hallmark.provenance.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.learning.relation.Assignment;
import io.hallmark.learning.relation.CellEdits;
import io.hallmark.learning.relation.PlainEvaluator;
import io.hallmark.proof.relation.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every lie about a policy breaks exactly the constraint that guards against it.
final class PolicyCorruptionTest {
  private static final String IN = "{'kind':'in','columns':['licence'],'values':['cc0','cc-by']}";
  private static final String PAIRS =
      "{'kind':'in','columns':['licence','group'],'parts':['test'],'values':[['cc0','b'],['cc-by','b'],"
          + "['cc-by','a']]}";
  private static final String NOT_IN =
      "{'kind':'not-in','columns':['licence'],'values':['cc-by-nc']}";
  private static final String RANGE = "{'kind':'range','column':'toxicity','max':20}";
  private static final String VALID =
      "{'kind':'valid','from':'from','until':'until','at':'statement'}";
  private static final String EACH =
      "{'kind':'count','columns':['source'],'require':[{'each':'all','at_most':9}]}";
  private static final String RATIO =
      "{'kind':'count','columns':['licence'],'require':[{'of':['cc0'],'to':['cc0','cc-by'],"
          + "'at_most':'1/1'}]}";
  private static final String KINDS =
      "{'kind':'count','columns':['licence'],'require':[{'kinds':2,'with':1}]}";
  private static final String DISTINCT = "{'kind':'distinct','column':'work'}";
  private static final String LISTED = "{'kind':'distinct','column':'work','exclude':['works']}";
  private static final String DISJOINT =
      "{'kind':'disjoint','column':'work','parts':['train'],'other':['test']}";
  private static final String EXCLUDE = "{'kind':'exclude','column':'work','list':'works'}";
  private static final String FEW = "{'kind':'exclude','column':'work','list':'few'}";
  private static final String PRIVATE = "{'kind':'exclude','column':'subject','list':'private'}";
  private static final String WITHIN = "{'kind':'within','column':'work','list':'batch'}";
  private static final String COMPLETE =
      "{'kind':'within','column':'work','list':'signed','complete':true}";
  private static final String CONTAINS = "{'kind':'contains','column':'work','list':'asked'}";

  /// @param keep lookup tables whose multiplicities do not follow the lie
  record Lie(
      String name,
      String rule,
      Set<String> keep,
      Set<String> expected,
      Consumer<Assignment> apply) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Lie lie(String name, String rule, String expected, Consumer<Assignment> apply) {
    return new Lie(name, rule, Set.of(), Set.of("0: " + expected), apply);
  }

  private static void tag(Assignment a, int tag, long value) {
    a.older("data0", "t" + tag)[0] = CellEdits.fraction(value, 0);
  }

  static List<Lie> lies() {
    List<Lie> out = new ArrayList<>();
    out.add(lie("another licence", IN, "LOOKUP r0.s0", a -> tag(a, 0, 4)));
    out.add(lie("no licence", IN, "LOOKUP r0.s0", a -> tag(a, 0, 0)));
    out.add(lie("a forbidden licence", NOT_IN, "LOOKUP r0.s0", a -> tag(a, 0, 3)));
    out.add(lie("no licence, nothing forbidden", NOT_IN, "LOOKUP r0.s0", a -> tag(a, 0, 0)));
    out.add(
        lie(
            "half of one licence",
            IN,
            "LOOKUP r0.s0",
            a -> a.older("data0", "t0")[0] = CellEdits.fraction(3, 1)));
    out.add(
        lie(
            "a pair made of two permitted pairs",
            PAIRS,
            "LOOKUP r0.s2",
            a -> {
              a.older("data2", "t0")[0] = 1;
              a.older("data2", "t5")[0] = 0;
            }));
    out.add(
        lie(
            "limit + 1",
            RANGE,
            "LOOKUP r0.s0.c.hi.s",
            a -> {
              tag(a, 4, 21);
              a.own(0, "r0.s0.c.lo.l0")[0] = 5;
              a.own(0, "r0.s0.c.hi.l0")[0] = 15;
            }));
    out.add(
        lie(
            "missing under an upper limit",
            RANGE,
            "LOOKUP r0.s0.c.lo.s",
            a -> {
              tag(a, 4, -1);
              a.own(0, "r0.s0.c.lo.l0")[0] = 15;
              a.own(0, "r0.s0.c.hi.l0")[0] = 5;
            }));
    out.add(
        lie(
            "expired",
            VALID,
            "LOOKUP r0.s0.u.lo.s",
            a -> {
              tag(a, 3, 49);
              a.own(0, "r0.s0.u.lo.l0")[0] = 15;
            }));
    out.add(
        lie(
            "not yet given",
            VALID,
            "LOOKUP r0.s0.f.hi.s",
            a -> {
              tag(a, 2, 51);
              a.own(0, "r0.s0.f.lo.l0")[0] = 3;
              a.own(0, "r0.s0.f.hi.l0")[0] = 15;
            }));
    out.add(
        lie(
            "a bound exceeded",
            EACH,
            "LOOKUP r0.a0.s",
            a -> {
              for (String shard : List.of("data0", "data1")) {
                Arrays.fill(a.older(shard, "t1"), 0);
              }
            }));
    out.add(
        lie(
            "a share of nothing",
            RATIO,
            "LOOKUP r0.ok.s",
            a -> {
              for (int s = 0; s < 3; s++) {
                Arrays.fill(a.older("data" + s, "t0"), 4);
              }
              a.own(0, "r0.ok.l0")[0] = 15;
              a.own(0, "r0.ok.l0")[1] = 0;
            }));
    out.add(
        new Lie(
            "a record moved in the histogram",
            EACH,
            Set.of("r0"),
            Set.of("0: MULTIPLICITY r0"),
            a -> {
              long[] m = a.own(0, "T.r0.m");
              CellEdits.add(m, 0, 1);
              CellEdits.add(m, 1, CellEdits.fraction(-1, 0));
            }));
    out.add(
        lie(
            "an absent kind marked",
            KINDS,
            "LOOKUP r0.e0.s",
            a -> {
              a.own(0, "r0.h0")[3] = 1;
              a.own(0, "r0.e0.l0")[3] = 15;
            }));
    out.add(
        lie(
            "a mark of 2",
            KINDS,
            "LOOKUP r0.h0",
            a -> {
              a.own(0, "r0.h0")[1] = 2;
              a.own(0, "r0.e0.l0")[1] = (a.own(0, "r0.e0.l0")[1] + 15) % 16;
            }));
    out.add(
        lie(
            "too few kinds",
            KINDS,
            "LOOKUP r0.n0.s",
            a -> {
              a.own(0, "r0.h0")[1] = 0;
              a.own(0, "r0.e0.l0")[1] = (a.own(0, "r0.e0.l0")[1] + 1) % 16;
            }));
    for (int limb = 0; limb < 3; limb++) {
      int k = limb;
      out.add(
          lie(
              "a duplicate, borrowed by limb " + k,
              DISTINCT,
              "LOOKUP r0.d" + k,
              a -> {
                a.older("data0", "f0.0")[0] = a.older("data1", "f0.0")[2];
                sorted(a, keys(a, 3), new int[16], k);
              }));
    }
    out.add(
        lie(
            "one entry taken twice, an invented one never",
            DISTINCT,
            "LINEAR r0.one.z",
            a -> {
              a.older("data0", "f0.0")[0] = a.older("data0", "f0.0")[1];
              long[] claimed = keys(a, 3);
              claimed[0] = 1023;
              sorted(a, claimed, new int[16], 0);
            }));
    out.add(
        lie(
            "two sorted entries exchanged",
            DISTINCT,
            "LOOKUP r0.d0",
            a -> {
              long[] d = differences(a, 16);
              long x = d[4];
              write(a, 4, d[4] + d[5] + 1);
              write(a, 5, -2 - d[5]);
              write(a, 6, d[6] + d[5] + 1);
              assertEquals(x, d[4]);
            }));
    out.add(
        lie(
            "a listed work",
            LISTED,
            "LOOKUP r0.d0",
            a -> {
              a.older("data0", "f0.0")[0] = 57;
              long[] own = keys(a, 3);
              long[] all = Arrays.copyOf(own, 36);
              for (int k = 0; k < 20; k++) {
                all[16 + k] = 50L * k + 7;
              }
              sorted(a, all, new int[36], 0);
            }));
    out.add(
        lie(
            "a test record in training",
            DISJOINT,
            "LOOKUP r0.d0",
            a -> {
              a.older("data0", "f0.0")[0] = a.older("data2", "f0.0")[1];
              sorted(a, keys(a, 3), sides(), 0);
            }));
    out.add(
        new Lie(
            "a side changed",
            DISJOINT,
            Set.of(),
            Set.of("0: LOOKUP r0.s0", "0: LINEAR r0.one.z"),
            a -> {
              int[] sides = sides();
              sides[0] = 1;
              sorted(a, keys(a, 3), sides, 0);
            }));
    out.add(lie("the interval below", EXCLUDE, "LOOKUP r0.s0.hi0", a -> interval(a, 57, 8, 56)));
    out.add(lie("the interval above", EXCLUDE, "LOOKUP r0.s0.lo0", a -> interval(a, 57, 58, 106)));
    out.add(
        lie("the ends of two intervals", EXCLUDE, "LOOKUP r0.s0", a -> interval(a, 57, 8, 106)));
    out.add(lie("an invented interval", EXCLUDE, "LOOKUP r0.s0", a -> interval(a, 57, 57, 57)));
    out.add(
        lie(
            "one of few listed works",
            FEW,
            "PRODUCT r0.s0.x1",
            a -> {
              a.older("data0", "f0.0")[0] = 57;
              a.own(0, "r0.s0.i0")[0] = CellEdits.inverse(50);
            }));
    out.add(
        lie(
            "a withdrawn subject of a private list",
            PRIVATE,
            "LOOKUP r0.s0.hi0",
            a -> {
              a.older("data0", "f1.0")[0] = 72;
              wide(a, "r0.s0.lo", 72 - 9, 3);
              wide(a, "r0.s0.hi", -1, 3);
            }));
    out.add(
        lie(
            "a record outside the list",
            WITHIN,
            "LOOKUP r0.s0",
            a -> a.older("data0", "f0.2")[0] = 1));
    out.add(
        lie(
            "limbs of two entries",
            WITHIN,
            "LOOKUP r0.s0",
            a -> a.older("data0", "f0.3")[0] = a.older("data0", "f0.3")[1]));
    out.add(
        lie(
            "one entry twice, another never",
            COMPLETE,
            "LINEAR r0.one",
            a -> {
              for (int k = 0; k < 4; k++) {
                a.older("data0", "f0." + k)[0] = a.older("data1", "f0." + k)[0];
              }
            }));
    out.add(
        lie(
            "an asked work is absent",
            CONTAINS,
            "LOOKUP r0",
            a -> a.older("data0", "f0.0")[1] = 1));
    return out;
  }

  private static int[] sides() {
    return IntStream.range(0, 16).map(k -> k >= 13 ? 1 : 0).toArray();
  }

  private static long[] keys(Assignment a, int shards) {
    return IntStream.range(0, shards)
        .mapToObj(s -> Arrays.stream(a.older("data" + s, "f0.0")))
        .flatMapToLong(s -> s)
        .toArray();
  }

  /// Writes sorted keys; a step that would be negative is made of a limb -1.
  private static void sorted(Assignment a, long[] keys, int[] sides, int borrow) {
    int[] order =
        IntStream.range(0, keys.length)
            .boxed()
            .sorted((x, y) -> Long.compare(2 * keys[x] + sides[x], 2 * keys[y] + sides[y]))
            .mapToInt(Integer::intValue)
            .toArray();
    boolean two = a.has(0, "r0.y");
    for (int j = 0; j < order.length; j++) {
      long before = j == 0 ? -1 : keys[order[j - 1]];
      int y = sides[order[j]] - (j == 0 ? 0 : sides[order[j - 1]]);
      write(a, j, keys[order[j]] - before - (two ? y * y : 1), borrow);
      if (two) {
        a.own(0, "r0.y")[j] = CellEdits.fraction(y, 0);
      }
    }
  }

  private static void write(Assignment a, int at, long step) {
    write(a, at, step, 0);
  }

  private static void write(Assignment a, int at, long step, int borrow) {
    for (int k = 0; k < 3; k++) {
      long limb = (step >> (4 * k)) & (k < 2 ? 15 : 3);
      if (step < 0) {
        limb = k < borrow ? ((step + (1L << (4 * borrow))) >> (4 * k)) & 15 : k == borrow ? -1 : 0;
        if (borrow == 0) {
          limb = k == 0 ? step : 0;
        }
      }
      a.own(0, "r0.d" + k)[at] = CellEdits.fraction(limb, 0);
    }
  }

  private static long[] differences(Assignment a, int n) {
    return IntStream.range(0, n)
        .mapToLong(
            j -> a.own(0, "r0.d0")[j] + 16 * a.own(0, "r0.d1")[j] + 256 * a.own(0, "r0.d2")[j])
        .toArray();
  }

  /// The first record has a key and names an interval.
  private static void interval(Assignment a, long key, long low, long high) {
    a.older("data0", "f0.0")[0] = key;
    wide(a, "r0.s0.lo", key - low, 2);
    wide(a, "r0.s0.hi", high - key, 2);
  }

  private static void wide(Assignment a, String prefix, long value, int limbs) {
    for (int k = 0; k < limbs; k++) {
      long limb = value < 0 ? (k == 0 ? value : 0) : (value >> (4 * k)) & 15;
      a.own(0, prefix + k)[0] = CellEdits.fraction(limb, 0);
    }
  }

  @ParameterizedTest
  @MethodSource("lies")
  void everyLieBreaksTheConstraintThatGuardsAgainstIt(Lie lie) throws Exception {
    PolicyContext context = PolicyWorld.context();
    RuleData data = PolicyWorld.data(context);
    List<Rule> rules = PolicyWorld.rules(lie.rule());
    Run run = PolicyWorld.run(rules, context);
    Assignment a = PolicyWorld.assignment(run, rules, data);
    lie.apply().accept(a);
    PlainEvaluator.fitMultiplicities(run, a, lie.keep());
    assertEquals(lie.expected(), PlainEvaluator.violatedEverywhere(run, a));
  }
}

package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.merkle.Opening;
import io.hallmark.proof.relation.LinearForm;
import java.util.List;

/// The oracle of the end that has no witness. It is never asked.
final class NoOracle implements RunOracle, PartOracle, OpeningOracle {
  private static IllegalStateException asked() {
    return new IllegalStateException("this end has no witness");
  }

  @Override
  public byte[] traceRoot() {
    throw asked();
  }

  @Override
  public PartOracle part(int part) {
    return this;
  }

  @Override
  public OpeningOracle opening() {
    return this;
  }

  @Override
  public ExtArray lookupRoot(LookupChallenges challenges) {
    throw asked();
  }

  @Override
  public RoundOracle lookupLayer(int layer, Ext[] point, Ext combine) {
    throw asked();
  }

  @Override
  public Ext value(List<ProductForm> forms) {
    throw asked();
  }

  @Override
  public RoundOracle products(Ext[][] points, Ext combine) {
    throw asked();
  }

  @Override
  public StageOracle stage(int number, List<LinearForm.Term> occurrences) {
    throw asked();
  }

  @Override
  public RoundOracle triples(List<Triple> triples, Ext[] point) {
    throw asked();
  }

  @Override
  public byte[] maskRoots() {
    throw asked();
  }

  @Override
  public ExtArray maskSum() {
    throw asked();
  }

  @Override
  public ExtArray rowRound(JointForm form, Ext eps, Ext[] bound) {
    throw asked();
  }

  @Override
  public ExtArray maskValue(Ext eps, ExtArray powers, List<ExtArray> weights) {
    throw asked();
  }

  @Override
  public ExtArray maskOpening(Ext gamma) {
    throw asked();
  }

  @Override
  public ExtArray foldedRow(int group, ExtArray rows, Ext gamma) {
    throw asked();
  }

  @Override
  public Opening open(int commitment, long[] positions) {
    throw asked();
  }

  @Override
  public Opening openMask(int group, long[] positions) {
    throw asked();
  }

  @Override
  public LevelOracle levels(int group, ExtArray foldedRow) {
    throw asked();
  }
}

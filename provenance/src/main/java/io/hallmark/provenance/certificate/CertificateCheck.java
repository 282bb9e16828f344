package io.hallmark.provenance.certificate;

/// Every check that the verification of a certificate makes itself, in the order in which it makes
/// them (`docs/formats.md`). A certificate that fails one is rejected by its name. Below
/// [#DATASET_PROOF], [#RUN_PROOF] and [#REVEAL_PROOF] stand the checks of the proof system, below
/// [#PARENT_CERTIFICATE] those of this list; the signatures of authorities have names of their own.
public enum CertificateCheck {
  /// The certificate's predicate is a run statement.
  STATEMENT_TYPE,
  /// The certificate carries exactly one signature, by the trainer's key that the intent names.
  TRAINER_SIGNATURE,
  /// The intent is signed by the trainer's key that it names.
  INTENT_TRAINER_SIGNATURE,
  /// The manifest is the one that the statement names.
  MANIFEST_DIGEST,
  /// The program is the one that the statement names.
  PROGRAM_DIGEST,
  /// The intent is the one that the statement names.
  INTENT_DIGEST,
  /// The intent names this data set and no other.
  INTENT_MANIFEST,
  /// The intent names this program.
  INTENT_PROGRAM,
  /// The release mode of the statement is that of the intent.
  INTENT_RELEASE,
  /// The grade in the statement is that of the intent, and one that this version can check.
  SEED_GRADE,
  /// A beacon seed comes with the registration of the intent and its proof; no other seed does.
  BEACON_PRESENT,
  /// The registered entry is the trainer's registration of this very intent.
  BEACON_EVENT,
  /// The checkpoint is signed by the log that the intent names.
  BEACON_LOG,
  /// The checkpoint is the one right after the entry: its size is the entry's index + 1.
  BEACON_SIZE,
  /// The entry is in the checkpoint's tree at its index.
  BEACON_INCLUSION,
  /// Every cosigner that the intent names has signed the checkpoint, once.
  BEACON_COSIGNATURES,
  /// The value of a beacon seed is the digest of the checkpoint with these cosignatures.
  BEACON_VALUE,
  /// A committed seed comes with a signature, a self-chosen one without.
  SEED_SIGNATURE_PRESENT,
  /// The value of a self-chosen seed is that of the intent.
  SEED_VALUE_CHOSEN,
  /// The seed's signature over the intent: type, subject, role, exactly one signature, valid, and
  /// not the trainer's.
  SEED_SIGNATURE,
  /// The value of a committed seed is the signature's 64 bytes.
  SEED_VALUE,
  /// Sizes in manifest, program and statement, and the number of ancestors, are within the
  /// published limits.
  LIMIT,
  /// The certificate of a parent is in the container exactly if the intent names a parent.
  PARENT_PRESENT,
  /// The parent's certificate is accepted itself, for the same time and the same trust file.
  PARENT_CERTIFICATE,
  /// The parent's certificate is that of the run that the intent names.
  PARENT_STATEMENT,
  /// The parent's model is the one that the intent names.
  PARENT_MODEL,
  /// The parts that the statement links are those that the run uses, with the descriptors of the
  /// manifest.
  LINK_DESCRIPTOR,
  /// The program fits the data set: features, range, classes, rows.
  PROGRAM_DATA,
  /// The training windows begin at step 0, follow each other and end at the program's last step.
  PART_BOUNDS,
  /// Evaluations name parts of the data set, and rows of them.
  EVALUATION_BOUNDS,
  /// The older commitments of the statement are those of the run, with the geometries of manifest,
  /// parent and model.
  OLDER_GEOMETRY,
  /// The descriptor of a sealed model follows from its root, geometry and shape.
  MODEL_DESCRIPTOR,
  /// Statement and proof of a reveal come together, and for a sealed model only.
  REVEAL_PRESENT,
  /// The reveal carries exactly one signature, by the trainer's key that the intent names.
  REVEAL_SIGNATURE,
  /// The reveal is about the sealed model of this run.
  REVEAL_STATEMENT,
  /// The released or revealed weights are here; for a model that is still sealed no weights file is
  /// given, since nothing is said about one.
  WEIGHTS_PRESENT,
  /// The weights have the names, shapes and numbers of the program's model.
  WEIGHTS_FORMAT,
  /// The weights are those that the statement, or the reveal, names.
  WEIGHTS_DIGEST,
  /// The subject of the certificate is the model.
  MODEL_SUBJECT,
  /// The subject of the reveal is the weights file.
  REVEAL_SUBJECT,
  /// Every part of the data set that the run uses has its dataset proof.
  DATASET_PROOF_PRESENT,
  /// The dataset proofs hold for this manifest.
  DATASET_PROOF,
  /// Contained copy proofs are about the data set, then about the original of the one before.
  COPY_CHAIN,
  /// A contained copy proof holds: the data set has the records of its original.
  COPY_CERTIFICATE,
  /// A contained policy proof is about the data set of this run, or one that has the same records.
  POLICY_DATA,
  /// A contained policy proof about windows of a run is about this run.
  POLICY_RUN,
  /// A contained policy proof is accepted itself, for the same time and the same trust file.
  POLICY_CERTIFICATE,
  /// The proof of the run holds for this statement.
  RUN_PROOF,
  /// The proof of the reveal holds: the sealed model's commitment holds these weights.
  REVEAL_PROOF,
  /// The entry about the certificate in a log comes with its proof, and the proof with its entry.
  LOG_PROOF_PRESENT,
  /// The entry says that this certificate was issued.
  LOG_PROOF_EVENT,
  /// The entry is in the checkpoint's tree at its index.
  LOG_PROOF_INCLUSION,
  /// The timestamp is over the certificate's signature.
  TIMESTAMP_IMPRINT,
  /// The timestamp is signed by the certificate inside, which is valid then and made for it.
  TIMESTAMP_SIGNATURE,
  /// The Sigstore bundle is that of this certificate.
  SIGSTORE_BUNDLE,
  /// The bill of materials is that of this certificate.
  CYCLONEDX_BOM,
  /// The SLSA provenance is signed by the trainer's key that the intent names.
  SLSA_SIGNATURE,
  /// The SLSA provenance is that of this run.
  SLSA_STATEMENT,
  /// The signature over the model's files lists the released or revealed weights.
  MODEL_SIGNATURE
}

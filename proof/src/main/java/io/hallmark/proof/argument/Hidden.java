package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;

/// One hidden message: the value is `message + z_pad`, and only the message was sent.
///
/// @param message what was sent
/// @param pad number of the pad in the column `zk` of the part
record Hidden(Ext message, int pad) {
  /// The value as an affine form.
  Affine value() {
    return Affine.ofPad(pad, Ext.ONE).plus(message);
  }
}

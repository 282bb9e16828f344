package io.hallmark.learning.program;

/// What stands in a program document, checked for kinds and ranges only.
///
/// @param layerName name of the layer, for people
record ProgramFields(
    Features features,
    int trainRows,
    String layerName,
    int batch,
    int steps,
    int segment,
    int limb,
    int activationBits,
    int probFraction,
    int signalFraction,
    int signalBits,
    int weightBits,
    Schedule schedule,
    int exportFraction,
    int exportBits) {}

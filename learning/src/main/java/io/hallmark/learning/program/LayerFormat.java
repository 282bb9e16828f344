package io.hallmark.learning.program;

/// One dense layer of a program.
///
/// @param name name for people and model files
/// @param inputs number of inputs
/// @param outputs number of outputs
/// @param activationBits signed bits bz of the outputs of the last layer, unsigned bits ba of a
///   hidden layer behind its ReLU
public record LayerFormat(String name, int inputs, int outputs, int activationBits) {
  /// Number of weights and biases.
  long parameters() {
    return ((long) inputs + 1) * outputs;
  }
}

package io.hallmark.provenance.certificate;

import io.hallmark.document.Digest;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.WeightsDigest;
import io.hallmark.learning.operator.ParameterTensor;
import io.hallmark.provenance.certificate.Safetensors.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Served weights as float32 tensors, in the names and shapes of PyTorch: `d1.weight` `[out, in]`,
/// `d1.bias` `[out]`. An entry is exactly `integer·2^-f`, f the fraction of the export format, and
/// every integer of the export format (at most 25 bits signed) is exact in float32. `-0.0`, NaN,
/// infinities and values between the integers do not stand for an integer.
public final class ModelFile {
  private ModelFile() {}

  /// The tensors of served weights.
  ///
  /// @param served integers, row-major `[in, out]`
  /// @param fraction f
  public static Map<String, Tensor> tensors(ModelSnapshot served, int fraction) {
    Map<String, Tensor> out = new LinkedHashMap<>();
    for (int j = 0; j < served.tensors().size(); j++) {
      ParameterTensor w = served.tensors().get(j);
      long[] values = served.values(j);
      float[] floats = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        float value = Math.scalb((float) values[i], -fraction);
        if (Math.scalb((double) value, fraction) != values[i]) {
          throw new IllegalArgumentException(w.name() + ": " + values[i] + " is not exact");
        }
        floats[place(w, i)] = value;
      }
      out.put(fileName(w), new Tensor(fileShape(w), floats));
    }
    return out;
  }

  /// What keeps these tensors from being a model of these shapes, or null if they are one.
  ///
  /// @param tensors as read from a file
  /// @param shapes the tensors of the program
  /// @param fraction f
  public static @Nullable String problem(
      Map<String, Tensor> tensors, List<ParameterTensor> shapes, int fraction) {
    List<String> names = shapes.stream().map(ModelFile::fileName).toList();
    for (String name : tensors.keySet()) {
      if (!names.contains(name)) {
        return "tensor " + name + " does not belong to the program's model";
      }
    }
    for (ParameterTensor w : shapes) {
      Tensor t = tensors.get(fileName(w));
      if (t == null) {
        return "tensor " + fileName(w) + " is missing";
      }
      if (!t.shape().equals(fileShape(w))) {
        return "tensor " + fileName(w) + " has shape " + t.shape() + ", not " + fileShape(w);
      }
      for (int i = 0; i < t.size(); i++) {
        if (!isInteger(t.value(i), fraction)) {
          return "tensor %s, entry %d: %s is no integer times 2^-%d"
              .formatted(fileName(w), i, t.value(i), fraction);
        }
      }
    }
    return null;
  }

  /// The integers of tensors for which [#problem] found none.
  public static ModelSnapshot integers(
      Map<String, Tensor> tensors, List<ParameterTensor> shapes, int fraction) {
    List<long[]> out = new ArrayList<>();
    for (ParameterTensor w : shapes) {
      Tensor t = tensors.get(fileName(w));
      if (t == null) {
        throw new IllegalArgumentException("tensor " + fileName(w) + " is missing");
      }
      long[] values = new long[w.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (long) Math.scalb((double) t.value(place(w, i)), fraction);
      }
      out.add(values);
    }
    return new ModelSnapshot(shapes, out.toArray(long[][]::new));
  }

  /// The digest of served weights, over the integers.
  ///
  /// @param fraction f
  public static Digest digest(ModelSnapshot served, int fraction) {
    WeightsDigest digest = new WeightsDigest(served.tensors().size());
    for (int j = 0; j < served.tensors().size(); j++) {
      ParameterTensor w = served.tensors().get(j);
      int[] extents = w.extents().stream().mapToInt(Integer::intValue).toArray();
      digest.add(w.name(), extents, fraction, served.values(j));
    }
    return digest.digest();
  }

  /// Whether a float is an integer below 2^31 in magnitude times 2^-f, and not -0.0.
  private static boolean isInteger(float value, int fraction) {
    double scaled = Math.scalb((double) value, fraction);
    return Math.abs(scaled) < 0x1p31
        && scaled == Math.rint(scaled)
        && Float.floatToRawIntBits(value) != Float.floatToRawIntBits(-0.0f);
  }

  private static String fileName(ParameterTensor w) {
    String name = w.name();
    String layer = name.substring(0, name.length() - 2);
    return name.endsWith(".w") ? layer + ".weight" : layer + ".bias";
  }

  private static List<Integer> fileShape(ParameterTensor w) {
    return w.extents().reversed();
  }

  /// Where entry i of the order `[in, out]` stands in the file's order `[out, in]`.
  private static int place(ParameterTensor w, int i) {
    if (w.extents().size() == 1) {
      return i;
    }
    int in = w.extents().get(0);
    int out = w.extents().get(1);
    return i % out * in + i / out;
  }
}

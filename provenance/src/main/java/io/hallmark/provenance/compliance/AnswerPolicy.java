package io.hallmark.provenance.compliance;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.policy.ExcludeRule;
import io.hallmark.provenance.policy.IncludesRule;
import io.hallmark.provenance.policy.PolicyDocument;
import io.hallmark.provenance.policy.PolicySchema;
import io.hallmark.provenance.policy.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The answer to a request is a policy proof of one rule over all records: `includes` the
/// fingerprint, or `exclude` the list of it alone. The policy follows from request, column and
/// answer, and names the request by its digest, so a proof answers one request.
///
/// @param request the request
/// @param column the column of digests that was searched
/// @param included what the answer is
record AnswerPolicy(AnswerRequest request, String column, boolean included) {
  /// The name of the list of a negative answer.
  static final String LIST = "asked";

  /// The policy.
  PolicyDocument document() {
    JsonObject.Builder rule =
        JsonObject.builder().put("id", "request " + request.digest().hex()).put("column", column);
    JsonObject.Builder out =
        JsonObject.builder()
            .put("type", PolicyDocument.TYPE)
            .put("name", "answer to a request")
            .put("version", 1);
    if (included) {
      rule.put("kind", "includes").put("value", request.digits());
    } else {
      rule.put("kind", "exclude").put("list", LIST);
      out.put("lists", JsonObject.builder().put(LIST, request.list().digest()).build());
    }
    try {
      return PolicyDocument.read(
          CanonicalJson.write(out.put("rules", new JsonArray(List.of(rule.build()))).build()));
    } catch (Malformed e) {
      throw new IllegalStateException(e);
    }
  }

  /// The lists of the policy.
  Map<String, PolicyList> lists() {
    return included ? Map.of() : Map.of(LIST, request.list());
  }

  /// The answer that a policy is to a request, if it is one.
  static Optional<AnswerPolicy> of(AnswerRequest request, PolicyDocument policy) {
    if (policy.rules().size() != 1) {
      return Optional.empty();
    }
    Rule rule = policy.rules().getFirst();
    Optional<AnswerPolicy> claimed =
        switch (rule) {
          case IncludesRule r when request.variant().isPresent() ->
              Optional.of(new AnswerPolicy(request, r.column(), true));
          case ExcludeRule r -> Optional.of(new AnswerPolicy(request, r.column(), false));
          default -> Optional.empty();
        };
    return claimed.filter(a -> a.document().digest().equals(policy.digest()));
  }

  /// The columns whose digests can be compared with the one that is asked about.
  List<String> comparable(PolicySchema schema) {
    String kind = request.list().kind();
    return schema.digests().stream()
        .filter(d -> PolicySchema.isComparable(d.kind(), kind))
        .map(PolicySchema.DigestColumn::name)
        .toList();
  }

  /// The answer in words.
  ///
  /// @param records number of records of the data set
  String inWords(String dataset, long records) {
    String all = "the %,d committed records of data set %s".formatted(records, dataset);
    return included
        ? "%s is the %s of some record of %s; of which one, and of how many, is not said"
            .formatted(request.inWords(), column, all)
        : "%s is the %s of no record of %s".formatted(request.inWords(), column, all);
  }
}

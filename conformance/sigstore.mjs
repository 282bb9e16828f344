// Verifies a Sigstore bundle with @sigstore/bundle and @sigstore/verify, which know nothing of
// Hallmark: node sigstore.mjs BUNDLE KEY [AUTHORITY ROOT]
// KEY is the signer's public key (SPKI, DER); AUTHORITY and ROOT are the X.509 certificates (DER)
// of a timestamp authority, without which no timestamp is demanded.
import { readFileSync } from "node:fs";
import { bundleFromJSON } from "@sigstore/bundle";
import { Verifier, toSignedEntity, toTrustMaterial } from "@sigstore/verify";

const [bundleFile, keyFile, authorityFile, rootFile] = process.argv.slice(2);
try {
  const bundle = bundleFromJSON(JSON.parse(readFileSync(bundleFile, "utf8")));
  const hint = bundle.verificationMaterial.content.publicKey.hint;
  const chain = authorityFile
    ? [{ certChain: { certificates: [authorityFile, rootFile].map((f) => ({ rawBytes: readFileSync(f) })) } }]
    : [];
  const trust = toTrustMaterial(
    { certificateAuthorities: [], timestampAuthorities: chain, tlogs: [], ctlogs: [] },
    { [hint]: { rawBytes: readFileSync(keyFile) } },
  );
  const thresholds = { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: chain.length };
  new Verifier(trust, thresholds).verify(toSignedEntity(bundle));
  console.log("ACCEPTED " + hint);
} catch (e) {
  console.log("REFUSED " + (e.code ?? e.message));
}

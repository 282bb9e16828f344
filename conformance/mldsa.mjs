// Verifies a signature with @noble/post-quantum, which knows nothing of Hallmark:
// node mldsa.mjs 44|65 KEY MESSAGE SIGNATURE, with the raw public key of FIPS 204.
import { readFileSync } from "node:fs";
import { ml_dsa44, ml_dsa65 } from "@noble/post-quantum/ml-dsa.js";

const [level, key, message, signature] = process.argv.slice(2);
const bytes = (file) => new Uint8Array(readFileSync(file));
const scheme = { 44: ml_dsa44, 65: ml_dsa65 }[level];
console.log(scheme.verify(bytes(signature), bytes(message), bytes(key)) ? "ACCEPTED" : "REFUSED");

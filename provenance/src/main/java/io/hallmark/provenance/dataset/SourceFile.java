package io.hallmark.provenance.dataset;

import io.hallmark.document.Digest;

/// What a source file was before anybody decoded it.
///
/// @param name file name without folders
/// @param length bytes
/// @param sha256 SHA-256 of the bytes
public record SourceFile(String name, long length, Digest sha256) {}

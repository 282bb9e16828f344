package io.hallmark.proof.argument;

/// Three elements of the column `zk` with `z_q = z_i·z_j`.
record Triple(int i, int j, int q) {}

/// A transparency log in the C2SP formats: Merkle tree, signed notes, checkpoints, tiles, a folder
/// that holds a log, and cosigners. Entries are bytes; what they mean is the caller's.
module io.hallmark.tlog {
  requires static transitive org.jspecify;
  requires transitive java.net.http;
  requires jdk.httpserver;

  exports io.hallmark.tlog;
  exports io.hallmark.tlog.checkpoint;
  exports io.hallmark.tlog.cosigner;
  exports io.hallmark.tlog.merkle;
  exports io.hallmark.tlog.note;
  exports io.hallmark.tlog.store;
  exports io.hallmark.tlog.tile;
}

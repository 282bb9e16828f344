// Checks a log folder with golang.org/x/mod/sumdb/{note,tlog}, which knows nothing of Hallmark:
// the checkpoint's signature, the tree from its tiles, every entry's inclusion, the proof file of
// the last entry, and the consistency with an older checkpoint.
//
//	check PUBLIC_FOLDER VKEY OLDER_CHECKPOINT PROOF_FILE
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error) {
	if err != nil {
		fmt.Println("REFUSED", err)
		os.Exit(1)
	}
}

// tiles reads tiles of height 8; only the path differs from the package's own.
type tiles struct{ dir string }

func (t tiles) Height() int { return 8 }

func (t tiles) ReadTiles(want []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, tile := range want {
		path := strings.TrimPrefix(tile.Path(), "tile/8/")
		data, err := os.ReadFile(filepath.Join(t.dir, "tile", path))
		if err != nil {
			return nil, err
		}
		out = append(out, data)
	}
	return out, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func open(data []byte, vkey string) tlog.Tree {
	verifier, err := note.NewVerifier(vkey)
	must(err)
	n, err := note.Open(data, note.VerifierList(verifier))
	must(err)
	lines := strings.Split(n.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	hash, err := tlog.ParseHash(lines[2])
	must(err)
	if lines[0] != verifier.Name() {
		must(fmt.Errorf("origin %s", lines[0]))
	}
	return tlog.Tree{N: size, Hash: hash}
}

func number(n int64, width int64) string {
	s := fmt.Sprintf("%03d", n%1000)
	for n /= 1000; n > 0; n /= 1000 {
		s = fmt.Sprintf("x%03d/%s", n%1000, s)
	}
	if width < 256 {
		s += fmt.Sprintf(".p/%d", width)
	}
	return s
}

func main() {
	dir, vkey := os.Args[1], os.Args[2]
	checkpoint, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	must(err)
	tree := open(checkpoint, vkey)
	reader := tlog.TileHashReader(tree, tiles{dir})
	root, err := tlog.TreeHash(tree.N, reader)
	must(err)
	if root != tree.Hash {
		must(fmt.Errorf("root"))
	}
	for n := int64(0); n*256 < tree.N; n++ {
		width := tree.N - n*256
		if width > 256 {
			width = 256
		}
		bundle, err := os.ReadFile(filepath.Join(dir, "tile/entries", number(n, width)))
		must(err)
		for i := int64(0); i < width; i++ {
			length := int(binary.BigEndian.Uint16(bundle))
			entry := bundle[2 : 2+length]
			bundle = bundle[2+length:]
			proof, err := tlog.ProveRecord(tree.N, n*256+i, reader)
			must(err)
			must(tlog.CheckRecord(proof, tree.N, tree.Hash, n*256+i, tlog.RecordHash(entry)))
		}
		if len(bundle) != 0 {
			must(fmt.Errorf("bundle %d", n))
		}
	}
	older, err := os.ReadFile(os.Args[3])
	must(err)
	old := open(older, vkey)
	consistency, err := tlog.ProveTree(tree.N, old.N, reader)
	must(err)
	must(tlog.CheckTree(consistency, tree.N, tree.Hash, old.N, old.Hash))
	file, err := os.ReadFile(os.Args[4])
	must(err)
	parts := strings.SplitN(string(file), "\n\n", 2)
	lines := strings.Split(parts[0], "\n")
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	must(err)
	var path tlog.RecordProof
	for _, line := range lines[2:] {
		raw, err := base64.StdEncoding.DecodeString(line)
		must(err)
		var h tlog.Hash
		copy(h[:], raw)
		path = append(path, h)
	}
	proven := open([]byte(parts[1]), vkey)
	leaf, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
	must(err)
	must(tlog.CheckRecord(path, proven.N, proven.Hash, index, leaf[0]))
	fmt.Println("ACCEPTED", tree.N)
}

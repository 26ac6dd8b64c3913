package store_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/workplan"
)

// seededFile is a database with some hundred items, closed and so all in one file.
func seededFile(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "fwp.db")
	s, err := store.Open(ctx, path)
	must(t, err)
	small(t, s)
	write(t, s, func(tx *store.Tx) error {
		var items []workplan.ActionItem
		for n := range 300 {
			items = append(items, item("ex-1", fmt.Sprintf("2.%d", n), workplan.ItemContent{Title: fmt.Sprintf("Item number %d", n), Leads: workplan.List{"bland"}}))
		}
		return tx.AddItems(items, nil)
	})
	must(t, s.Close())
	file, err := os.ReadFile(path)
	must(t, err)
	return file
}

// pageOfKind finds the number, from 0, of the first page after the schema's of a kind: 5 and 13 are roots and leaves of large tables, 2 and 10
// those of large indexes.
func pageOfKind(t *testing.T, file []byte, kind byte) int {
	t.Helper()
	for n := 1; n < len(file)/4096; n++ {
		if file[n*4096] == kind {
			return n
		}
	}
	t.Fatalf("no page of kind %d", kind)
	return 0
}

func TestADamagedFileIsRefusedUntouched(t *testing.T) {
	t.Parallel()
	whole := seededFile(t)
	garbage := bytes.Repeat([]byte{0xDE, 0xAD, 0xBE, 0xEF}, 1024)
	fill := func(at, n int, b byte) func([]byte) []byte {
		return func(f []byte) []byte { copy(f[at:at+n], bytes.Repeat([]byte{b}, n)); return f }
	}
	flip := func(at int) func([]byte) []byte { return func(f []byte) []byte { f[at] ^= 0xFF; return f } }
	put16 := func(at int, v uint16) func([]byte) []byte {
		return func(f []byte) []byte { binary.BigEndian.PutUint16(f[at:], v); return f }
	}
	put32 := func(at int, v uint32) func([]byte) []byte {
		return func(f []byte) []byte { binary.BigEndian.PutUint32(f[at:], v); return f }
	}
	cut := func(n int) func([]byte) []byte { return func(f []byte) []byte { return f[:n] } }
	page := func(n int) func([]byte) []byte {
		return func(f []byte) []byte { copy(f[n*4096:], garbage); return f }
	}
	tableInside, tableLeaf := pageOfKind(t, whole, 5)*4096, pageOfKind(t, whole, 13)*4096
	indexInside, indexLeaf := pageOfKind(t, whole, 2)*4096, pageOfKind(t, whole, 10)*4096
	for name, damage := range map[string]func([]byte) []byte{
		"cut to 1 byte":                        cut(1),
		"cut to 50 bytes":                      cut(50),
		"cut to the header":                    cut(100),
		"cut within the first page":            cut(2000),
		"cut after the first page":             cut(4096),
		"cut to half":                          cut(len(whole) / 2 / 4096 * 4096),
		"cut within a page":                    cut(len(whole) - 2222),
		"the last page is gone":                cut(len(whole) - 4096),
		"the header is zero":                   fill(0, 100, 0),
		"the magic is zero":                    fill(0, 16, 0),
		"the first page is zero":               fill(0, 4096, 0),
		"all is zero":                          fill(0, len(whole), 0),
		"all is 0xFF":                          fill(0, len(whole), 0xFF),
		"another page size":                    put16(16, 512),
		"a page size that cannot be":           put16(16, 1000),
		"a payload fraction that cannot be":    flip(21),
		"a format of the future":               fill(44, 4, 9),
		"the schema page's kind is flipped":    flip(100),
		"the schema page's cells are flipped":  flip(103),
		"the schema page's pointers point out": fill(108, 40, 0xFF),
		"a free list out of nowhere":           fill(32, 8, 0x77),
		"the second page is garbage":           page(1),
		"a page in the middle is garbage":      page(len(whole) / 4096 / 2),
		"a table's root is garbage":            page(tableInside / 4096),
		"a table's leaf is garbage":            page(tableLeaf / 4096),
		"a table's leaf is zero":               fill(tableLeaf, 4096, 0),
		"a table's leaf lost its kind":         flip(tableLeaf),
		"a table's root points out":            put32(tableInside+8, 0x7FFFFFFF),
		"a table's root points at itself":      put32(tableInside+8, uint32(tableInside/4096+1)),
		"an index's root is garbage":           page(indexInside / 4096),
		"an index's leaf is zero":              fill(indexLeaf, 4096, 0),
		"an index's leaf counts too many":      put16(indexLeaf+3, 60000),
		"pages are swapped":                    func(f []byte) []byte { return swapPages(f, tableLeaf, indexLeaf) },
	} {
		path := filepath.Join(t.TempDir(), "fwp.db")
		file := damage(slices.Clone(whole))
		must(t, os.WriteFile(path, file, 0o600))
		refused(t, name, path, file)
	}
	path := filepath.Join(t.TempDir(), "fwp.db")
	must(t, os.WriteFile(path, whole, 0o600))
	s, err := store.Open(ctx, path)
	must(t, err)
	must(t, s.Close())
}

func swapPages(f []byte, a, b int) []byte {
	page := slices.Clone(f[a : a+4096])
	copy(f[a:], f[b:b+4096])
	copy(f[b:], page)
	return f
}

func TestADamagedFileThatWasNotClosedIsRefusedToo(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "fwp.db")
	must(t, os.WriteFile(path, seededFile(t), 0o600))
	s, err := store.Open(ctx, path)
	must(t, err)
	write(t, s, func(tx *store.Tx) error { return addBody(tx, "new") })
	copied := filepath.Join(t.TempDir(), "fwp.db")
	var file []byte
	for _, end := range []string{"-wal", ""} {
		file, err = os.ReadFile(path + end)
		must(t, err)
		if end == "" {
			copy(file[pageOfKind(t, file, 5)*4096:], bytes.Repeat([]byte{7}, 4096)) // not in the log, which is as it was
		}
		must(t, os.WriteFile(copied+end, file, 0o600))
	}
	must(t, s.Close())
	if _, err := store.Open(ctx, copied); err == nil {
		t.Fatal("the damaged file was opened")
	}
	left, err := os.ReadFile(copied)
	must(t, err)
	if !bytes.Equal(left, file) {
		t.Error("the damaged file was changed")
	}
}

func TestARestoredBackupInRollbackModeOpens(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, store.SQLite)
	small(t, s)
	backup := filepath.Join(t.TempDir(), "backup.db")
	s.OnWriter(t, "VACUUM INTO '"+backup+"'")
	restored, err := store.Open(ctx, backup)
	must(t, err)
	if n := count(t, restored, "SELECT count(*) FROM status_updates"); n != 1 {
		t.Errorf("%d updates restored", n)
	}
	must(t, restored.Close())
}

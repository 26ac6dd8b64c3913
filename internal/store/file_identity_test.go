package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"fwptracker/internal/store"
)

func TestNothingIsWrittenToAFileThatWasReplaced(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		opened, replaced string
		gone             bool
	}{
		"the file": {"fwp.db", "fwp.db", false}, "the file, by nothing": {"fwp.db", "fwp.db", true}, "the file of a link": {"link.db", "fwp.db", false},
		"the link": {"link.db", "link.db", false}, "the link, by nothing": {"link.db", "link.db", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			at := func(name string) string { return filepath.Join(dir, name) }
			for _, path := range []string{"fwp.db", "other.db"} {
				s, err := store.Open(ctx, at(path))
				must(t, err)
				must(t, s.Close())
			}
			must(t, os.Symlink(at("fwp.db"), at("link.db")))
			s, err := store.Open(ctx, at(c.opened))
			must(t, err)
			defer s.Close()
			replace := func() error {
				if err := os.Rename(at(c.replaced), at("away.db")); err != nil || c.gone {
					return err
				}
				return os.Link(at("other.db"), at(c.replaced))
			}
			putBack := func() { must(t, os.Rename(at("away.db"), at(c.replaced))) }
			refused := func(when string, err error) {
				t.Helper()
				if !errors.Is(err, store.ErrReplaced) || !errors.Is(err, store.ErrBusy) {
					t.Errorf("a write %s: %v", when, err)
				}
			}
			write(t, s, func(tx *store.Tx) error { return addBody(tx, "before") })
			must(t, replace())
			begun := false
			refused("afterwards", s.InTx(ctx, func(tx *store.Tx) error { begun = true; return addBody(tx, "lost") }))
			if err := s.Ping(ctx); begun || !errors.Is(err, store.ErrReplaced) {
				t.Errorf("ready: %v; a write was begun: %v", err, begun)
			}
			putBack()
			must(t, s.Ping(ctx))
			refused("under way", s.InTx(ctx, func(tx *store.Tx) error { return errors.Join(addBody(tx, "in doubt"), replace()) }))
			putBack()
			write(t, s, func(tx *store.Tx) error { return addBody(tx, "after") })
		})
	}
}

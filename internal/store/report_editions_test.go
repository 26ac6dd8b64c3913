package store_test

import (
	"errors"
	"testing"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/workplan"
)

// An edition is for whom its own audience and that of the plan let in; nothing in it is the reader's own.
func TestWhoSeesAnEdition(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		small(t, s)
		audiences := []workplan.Audience{workplan.AudiencePublic, workplan.AudienceMembers, workplan.AudienceChairs}
		write(t, s, func(tx *store.Tx) error {
			for n, audience := range audiences {
				e := workplan.ReportEdition{Plan: "ex-1", Number: n + 1, IssuedBy: "chair", RecordedAt: noon, GeneratedAt: noon, MadeWith: "test",
					EditionContent: workplan.EditionContent{AsOf: "2024-03-01", KnownAt: noon, ReportScope: workplan.ReportScope{Audience: audience}, Revision: 1}}
				must(t, tx.AddEdition(&e, []workplan.EditionBytes{{EditionFile: workplan.EditionFile{File: "report.md", Name: "r.md", MediaType: "text/markdown", Hash: "h", Size: 2}, Content: []byte("ok")}}))
			}
			return nil
		})
		for name, c := range map[string]struct {
			sight workplan.Sight
			sees  [3]bool
		}{
			"the public, of a plan for members": {workplan.Sight{Public: true}, [3]bool{}},
			"a member":                          {workplan.Sight{Public: true, Members: []string{"ex"}}, [3]bool{true, true, false}},
			"the lead's focal point":            {workplan.Sight{Public: true, Members: []string{"ex"}, Own: []string{"aland"}}, [3]bool{true, true, false}},
			"the lead of another body":          {workplan.Sight{Public: true, Own: []string{"aland"}}, [3]bool{}},
			"a co-chair":                        {workplan.Sight{Public: true, Chairs: []string{"ex"}}, [3]bool{true, true, true}},
			"another body's co-chair":           {workplan.Sight{Public: true, Chairs: []string{"wg"}}, [3]bool{}},
		} {
			listed, err := s.Read(ctx).ListEditions(c.sight, "ex-1", workplan.Page{Limit: 9, Sort: []workplan.Sort{{Word: "number"}}})
			must(t, err)
			want := 0
			for n, sees := range c.sees {
				if sees {
					want++
				}
				_, err := s.Read(ctx).Edition(c.sight, "ex-1", n+1)
				f, fileErr := s.Read(ctx).EditionFile(c.sight, "ex-1", n+1, "report.md")
				if sees && (err != nil || fileErr != nil || string(f.Content) != "ok") || !sees && (!errors.Is(err, store.ErrNone) || !errors.Is(fileErr, store.ErrNone)) {
					t.Errorf("%s, edition %d: %v, %v, %q; to be seen: %v", name, n+1, err, fileErr, f.Content, sees)
				}
			}
			if len(listed.Rows) != want {
				t.Errorf("%s lists %d editions, want %d", name, len(listed.Rows), want)
			}
		}
	})
}

package store_test

import (
	"testing"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
)

// What stands in a row reaches its fields whatever the driver makes of it: nothing, a word, a number, a truth, a moment, a list.
func TestRowsAreReadIntoTheirFields(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		i := small(t, s)
		tx := s.Read(ctx)
		rows, err := tx.ItemsNamed(all, []string{i.Name(), "none/9"})
		must(t, err)
		row := rows[i.Name()]
		if len(rows) != 1 || row.Title != i.Title || row.Objective != i.Objective || row.Removed || !row.CreatedAt.Equal(i.CreatedAt) || len(row.Leads) != len(i.Leads) || row.Topics == nil {
			t.Errorf("read %+v, want %+v", row, i)
		}
		users, err := tx.Tokens("nobody")
		if must(t, err); users == nil || len(users) != 0 {
			t.Errorf("no rows are read as %v", users)
		}
		type answer struct {
			N    *int64
			Word *string
			Yes  bool
		}
		got := []answer{{Yes: true}, {Yes: true}, {Yes: true}}
		must(t, tx.Select(&got, "SELECT NULL AS n, 'x' AS word, 1 = 1 AS yes, 'unused' AS other"))
		if len(got) != 1 || got[0].N != nil || got[0].Word == nil || *got[0].Word != "x" || !got[0].Yes {
			t.Errorf("a slice that had rows, and a row with nothing in it: %+v", got)
		}
		var wrong []struct{ N int64 }
		if err := tx.Select(&wrong, "SELECT 'three' AS n"); err == nil {
			t.Errorf("a word was read as the number %+v", wrong)
		}
	})
}

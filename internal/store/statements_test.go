package store_test

import (
	"testing"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

func TestOperationsTakeFewStatements(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		i := small(t, s)
		write(t, s, func(tx *store.Tx) error {
			must(t, tx.AddUser(&workplan.User{Username: "lead", Name: "L", Email: "l@example.org", Version: 1, CreatedAt: noon, UpdatedAt: noon}))
			return tx.AddBinding(&workplan.RoleBinding{Username: "lead", CreatedAt: noon,
				NewBinding: workplan.NewBinding{Role: workplan.RoleFocalPoint, Member: "aland", FromDate: "2020-01-01"}})
		})
		tr := tracker.New(s, tracker.Settings{Now: func() time.Time { return noon.Add(time.Hour) }})
		lead := workplan.Actor{Username: "lead", Grants: []workplan.Grant{{Role: workplan.RoleFocalPoint, Member: "aland"}}}
		sent := storetest.CountStatements(t, s)
		for _, op := range []struct {
			name string
			most int
			do   func() error
		}{
			{"get an item", 1, func() error { _, err := tr.Item(ctx, lead, "ex-1", i.Ref, tracker.When{}); return err }},
			{"list the items of a plan", 1, func() error {
				_, err := tr.ListItems(ctx, lead, workplan.ItemFilter{Plan: workplan.List{"ex-1"}, Query: "do"}, workplan.Page{}, tracker.When{})
				return err
			}},
			{"list items across plans", 1, func() error {
				_, err := tr.ListItems(ctx, lead, workplan.ItemFilter{}, workplan.Page{Sort: []workplan.Sort{{Word: "due"}, {Word: "updated", Desc: true}}}, tracker.When{})
				return err
			}},
			{"list updates", 2, func() error {
				_, err := tr.ListStatusUpdates(ctx, lead, workplan.UpdateFilter{}, workplan.Page{}, tracker.When{})
				return err
			}},
			{"post an update", 8, func() error {
				_, err := tr.PostStatusUpdate(ctx, lead, "ex-1", i.Ref, nil, workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{Done: "more"}})
				return err
			}},
		} {
			sent()
			must(t, op.do())
			n := sent()
			t.Logf("%s: %d statements", op.name, n)
			if n == 0 || n > op.most {
				t.Errorf("%s takes %d statements, at most %d are allowed", op.name, n, op.most)
			}
		}
	})
}

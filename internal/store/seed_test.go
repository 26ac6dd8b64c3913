package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

var (
	ctx  = context.Background()
	noon = time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC)
	// all reaches everything in the bodies of these tests.
	all = workplan.Sight{Public: true, Chairs: []string{"ex", "wg"}}
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func stamp(at time.Time) workplan.Stamp {
	return workplan.Stamp{Version: 1, CreatedAt: at, UpdatedAt: at, ContentAt: at}
}

// write runs fn in a transaction that must succeed.
func write(t testing.TB, s *store.Store, fn func(*store.Tx) error) {
	t.Helper()
	must(t, s.InTx(ctx, fn))
}

func addBody(tx *store.Tx, code string) error {
	return tx.AddBody(&workplan.Body{Stamp: stamp(noon), Code: code, BodyContent: workplan.BodyContent{Name: code}})
}

func addMember(tx *store.Tx, code, name string, aliases ...string) (workplan.Member, error) {
	m := workplan.Member{Stamp: stamp(noon), Code: code, MemberContent: workplan.MemberContent{Name: name, Kind: workplan.KindState, Aliases: aliases}}
	return m, tx.AddMember(&m)
}

func addPlan(tx *store.Tx, body, code string, audience workplan.Audience) error {
	return tx.AddPlan(&workplan.WorkPlan{Stamp: stamp(noon), Code: code, Body: body,
		PlanContent: workplan.PlanContent{Title: code, Audience: audience}, PlanLife: workplan.PlanLife{Status: workplan.PlanEndorsed}})
}

func item(plan, ref string, content workplan.ItemContent) workplan.ActionItem {
	if content.Nature == "" {
		content.Nature = workplan.NatureOneOff
	}
	return workplan.ActionItem{Stamp: stamp(noon), Plan: plan, Ref: ref, RefKey: workplan.RefKeyOf(ref), DueKey: workplan.DueKeyOf(content.Due),
		ItemContent: content, Standing: workplan.Unreported()}
}

func addItem(tx *store.Tx, i workplan.ActionItem, members map[string]workplan.Member) (workplan.ActionItem, error) {
	items := []workplan.ActionItem{i}
	err := tx.AddItems(items, members)
	return items[0], err
}

func update(i workplan.ActionItem, number int, c workplan.UpdateContent) workplan.StatusUpdate {
	if c.Kind == "" {
		c.Kind = workplan.UpdateProgress
	}
	if c.EffectiveOn == "" {
		c.EffectiveOn = "2024-03-01"
	}
	return workplan.StatusUpdate{ItemID: i.ID, Plan: i.Plan, Ref: i.Ref, Number: number, Lead: "aland", ReportedBy: "lead",
		RecordedAt: noon.Add(time.Duration(number) * time.Minute), UpdateContent: c}
}

// small seeds two bodies with a plan each, two members and one item with one update.
func small(t testing.TB, s *store.Store) workplan.ActionItem {
	t.Helper()
	var i workplan.ActionItem
	write(t, s, func(tx *store.Tx) (err error) {
		for n, body := range []string{"ex", "wg"} {
			must(t, addBody(tx, body))
			must(t, tx.AddChain(body, noon))
			must(t, addPlan(tx, body, fmt.Sprintf("%s-%d", body, n+1), workplan.AudienceMembers))
		}
		for _, m := range []string{"aland", "bland"} {
			if _, err := addMember(tx, m, m); err != nil {
				return err
			}
		}
		if i, err = addItem(tx, item("ex-1", "1.1", workplan.ItemContent{Title: "Do it", Leads: workplan.List{"aland"}}), nil); err != nil {
			return err
		}
		u := update(i, 1, workplan.UpdateContent{Done: "begun"})
		must(t, tx.AddUpdate(&u))
		must(t, tx.ChangeStanding(i, i.Standing, noon))
		i.Version, i.UpdateCount = 2, 1
		return nil
	})
	return i
}

// count asks for one number.
func count(t testing.TB, s *store.Store, query string, args ...any) int {
	t.Helper()
	var n int
	must(t, s.Read(ctx).Select(&n, query, args...))
	return n
}

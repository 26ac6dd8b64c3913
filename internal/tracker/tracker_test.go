package tracker_test

import (
	"context"
	"testing"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

func TestAPlanFromDraftToReport(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		clock := time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)
		tr := tracker.New(s, tracker.Settings{Now: func() time.Time { return clock }})
		op := workplan.Actor{Operator: true}
		_, err := tr.CreateBody(ctx, op, workplan.NewBody{Code: "ex", BodyContent: workplan.BodyContent{Name: "Example"}})
		must(t, err)
		for _, m := range []string{"aland", "bland"} {
			_, err = tr.CreateMember(ctx, op, workplan.NewMember{Code: m, MemberContent: workplan.MemberContent{Name: m, Kind: workplan.KindState}})
			must(t, err)
			_, err = tr.CreateMembership(ctx, op, "ex", workplan.NewMembership{Member: m, MembershipContent: workplan.MembershipContent{Role: workplan.MembershipMember, FromDate: "2020"}})
			must(t, err)
		}
		_, err = tr.CreateUser(ctx, op, workplan.NewUser{Username: "chair", Name: "C", Email: "c@example.org", Bindings: []workplan.NewBinding{{Role: workplan.RoleCoChair, Body: "ex", FromDate: "2020-01-01"}}})
		must(t, err)
		_, err = tr.CreateUser(ctx, op, workplan.NewUser{Username: "lead", Name: "L", Email: "l@example.org", Bindings: []workplan.NewBinding{{Role: workplan.RoleFocalPoint, Member: "aland", FromDate: "2020-01-01"}}})
		must(t, err)
		chair := workplan.Actor{Username: "chair", Grants: []workplan.Grant{{Role: workplan.RoleCoChair, Body: "ex"}}}
		lead := workplan.Actor{Username: "lead", Grants: []workplan.Grant{{Role: workplan.RoleFocalPoint, Member: "aland", Standing: map[string]workplan.MembershipRole{"ex": "member"}}}}
		_, err = tr.CreatePlan(ctx, chair, workplan.NewPlan{Code: "ex-2024-26", Body: "ex", PlanContent: workplan.PlanContent{Title: "Plan 2024-26"}})
		must(t, err)
		_, err = tr.CreateObjective(ctx, chair, "ex-2024-26", workplan.NewObjective{ObjectiveContent: workplan.ObjectiveContent{Title: "One"}})
		must(t, err)
		i, err := tr.CreateItem(ctx, chair, "ex-2024-26", workplan.NewItem{ItemContent: workplan.ItemContent{Objective: 1, Title: "Do it", Nature: workplan.NatureOneOff, Leads: workplan.List{"aland"}, Due: "2024-02"}})
		must(t, err)
		_, err = tr.EndorsePlan(ctx, chair, "ex-2024-26", nil, workplan.Endorsement{On: "2024-01"})
		must(t, err)
		u, err := tr.PostStatusUpdate(ctx, lead, "ex-2024-26", i.Ref, nil, workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{Status: workplan.StatusInProgress, Done: "begun"}})
		must(t, err)
		if u.Number != 1 {
			t.Errorf("update number = %d", u.Number)
		}
		r, err := tr.CompletionReport(ctx, lead, "ex-2024-26", tracker.ReportRequest{})
		must(t, err)
		if r.Headline.Overdue != 1 || r.Headline.ByStatus[workplan.StatusInProgress] != 1 {
			t.Errorf("headline = %+v", r.Headline)
		}
		list, err := tr.ListItems(ctx, lead, workplan.ItemFilter{Query: "do"}, workplan.Page{}, tracker.When{})
		must(t, err)
		if len(list.Rows) != 1 {
			t.Errorf("found %d items", len(list.Rows))
		}
		past, err := tr.ListItems(ctx, lead, workplan.ItemFilter{Query: "do it"}, workplan.Page{}, tracker.When{AsOf: "2024-02-01"})
		must(t, err)
		if len(past.Rows) != 1 || past.Rows[0].Status != workplan.StatusPlanned {
			t.Errorf("past items = %+v", past.Rows)
		}
		v, err := tr.VerifyAudit(ctx)
		must(t, err)
		if v[0].Fault != "" || v[1].Fault != "" {
			t.Errorf("audit verdicts: %+v", v)
		}
		n, faults, err := tr.VerifyStandings(ctx)
		must(t, err)
		if n != 1 || faults != nil {
			t.Errorf("standings: %d checked, faults %v", n, faults)
		}
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

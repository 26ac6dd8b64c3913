package demo

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

func (l loaded) itemsOf(t *testing.T, f workplan.ItemFilter) []tracker.ItemReading {
	t.Helper()
	list, err := l.ListItems(t.Context(), l.reader, f, workplan.Page{Limit: 500}, tracker.When{})
	if err != nil || list.Next != nil {
		t.Fatalf("items: more %v, %v", list.Next, err)
	}
	return list.Rows
}

func (l loaded) updatesOf(t *testing.T, f workplan.UpdateFilter) []tracker.UpdateReading {
	t.Helper()
	list, err := l.ListStatusUpdates(t.Context(), l.reader, f, workplan.Page{Limit: 500}, tracker.When{})
	if err != nil || list.Next != nil {
		t.Fatalf("updates: more %v, %v", list.Next, err)
	}
	return list.Rows
}

func exampleShowsEverything(t *testing.T, l loaded) {
	statuses, healths, kinds := map[workplan.Status]bool{}, map[workplan.Health]bool{}, map[workplan.UpdateKind]bool{}
	for _, i := range l.itemsOf(t, workplan.ItemFilter{Body: list{ExampleWG}}) {
		statuses[i.Status], healths[i.Health] = true, true
	}
	for _, u := range l.updatesOf(t, workplan.UpdateFilter{Body: list{ExampleWG}}) {
		kinds[u.Kind] = true
	}
	for _, s := range workplan.Statuses {
		if !statuses[s] {
			t.Errorf("no item is %s", s)
		}
	}
	for _, h := range workplan.Healths {
		if !healths[h] {
			t.Errorf("no item is %s", h)
		}
	}
	for _, k := range workplan.UpdateKinds {
		if !kinds[k] {
			t.Errorf("no update is a %s", k)
		}
	}
}

// exampleIsRich counts, over both plans, what the pages of the tracker have to show; of the first, which is closed, as it stood before its items were
// disposed of.
func exampleIsRich(t *testing.T, l loaded) {
	for code, items := range map[string]int{"example-wg-2021-23": 14, "example-wg-2024-26": 18} {
		ask := tracker.ReportRequest{}
		if code == "example-wg-2021-23" {
			ask.When = tracker.When{AsOf: "2024-02-26", KnownAt: time.Date(2024, 2, 26, 12, 0, 0, 0, time.UTC)}
		}
		r, err := l.CompletionReport(t.Context(), l.reader, code, ask)
		if err != nil {
			t.Fatal(err)
		}
		h := r.Headline
		if h.Items != items || h.Overdue == 0 || h.Silent == 0 || h.Late == 0 || h.Continuing == 0 || len(r.ByObjective) != 4 ||
			len(r.Withdrawn) == 0 || len(r.Postponed) == 0 || len(r.Openings) == 0 || len(r.SilentLeads) == 0 {
			t.Errorf("%s: %+v, %d withdrawn, %d postponed, %d openings, silent leads %v", code, h, len(r.Withdrawn), len(r.Postponed), len(r.Openings), r.SilentLeads)
		}
		if h.Late >= len(r.Completed) {
			t.Errorf("%s: no item was completed in time", code)
		}
		for _, line := range append(r.Withdrawn, r.Postponed...) {
			if line.StatusSetBy == nil || line.StatusSetBy.Reason == "" {
				t.Errorf("%s/%s is %s without a reason", code, line.Item.Ref, line.Item.Status)
			}
		}
	}
	counts := map[string]int{}
	note := func(what string, seen bool) {
		if seen {
			counts[what]++
		} else {
			counts[what] += 0
		}
	}
	carried := map[string]bool{}
	for _, i := range l.itemsOf(t, workplan.ItemFilter{Body: list{ExampleWG}}) {
		carried[i.Name()] = i.Status == workplan.StatusCarriedOver
		note("co-led items", len(i.Leads) > 1)
		note("items for the chairs", i.Audience == workplan.AudienceChairs)
		note("public items", i.Audience == workplan.AudiencePublic)
		note("items with the support office", i.Partners.Has(office))
		note("items with topics", len(i.Topics) > 0)
		note("items due in a year", len(i.Due) == 4)
		note("items due in a quarter", strings.Contains(string(i.Due), "Q"))
		note("items that follow another", len(i.Predecessors) > 0)
	}
	for _, i := range l.itemsOf(t, workplan.ItemFilter{Plan: list{"example-wg-2024-26"}}) {
		for _, before := range i.Predecessors {
			if !carried[before] {
				t.Errorf("%s follows %s, which was not carried over", i.Name(), before)
			}
		}
	}
	for _, u := range l.updatesOf(t, workplan.UpdateFilter{Body: list{ExampleWG}}) {
		recorded := workplan.DateOf(u.RecordedAt)
		note("corrections with a reason", u.Corrects > 0 && u.CorrectionReason != "")
		note("updates on behalf of a lead", u.OnBehalf)
		note("updates recorded months late", recorded.DaysAfter(u.EffectiveOn) > 60)
		note("updates for a meeting", u.Meeting != "")
		note("updates with evidence", len(u.Evidence) > 0)
		note("reopened items", u.Kind == workplan.UpdateDecision && u.Status == workplan.StatusInProgress)
		note("reinstated items", u.Kind == workplan.UpdateDecision && u.Status == workplan.StatusPlanned)
		for _, link := range u.Evidence {
			if !strings.HasPrefix(link.URL, "https://example.org/") {
				t.Errorf("update %s links %s", u.Name(), link.URL)
			}
		}
	}
	for what, n := range counts {
		if n == 0 {
			t.Errorf("there are no %s", what)
		}
	}
}

func leadHasOpenItems(t *testing.T, l loaded) {
	items := l.itemsOf(t, workplan.ItemFilter{Plan: list{"example-wg-2024-26"}, Lead: list{delmara}, Status: workplan.OpenStatuses})
	if len(items) < 4 {
		t.Errorf("Delmara leads %d open items", len(items))
	}
}

// worldsApart: no real member stands in the fictional body, and no fictional one in a real body.
func worldsApart(t *testing.T, l loaded) {
	stated := map[string]bool{}
	for _, p := range l.facts.Participants {
		stated[p.code()] = true
	}
	for _, i := range l.itemsOf(t, workplan.ItemFilter{}) {
		for _, m := range slices.Concat(i.Leads, i.Supporting, i.Partners) {
			if stated[m] == (i.Body == ExampleWG) {
				t.Errorf("%s has a role on %s", m, i.Name())
			}
		}
	}
	for _, b := range append(l.facts.allBodies(), workplan.NewBody{Code: ExampleWG}) {
		standings, err := l.ListMemberships(t.Context(), l.reader, b.Code, "", workplan.Page{Limit: 500})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range standings.Rows {
			if stated[m.Member] == (b.Code == ExampleWG) {
				t.Errorf("%s stands in %s", m.Member, b.Code)
			}
		}
	}
	members, err := l.ListMembers(t.Context(), l.reader, workplan.MemberFilter{}, workplan.Page{Limit: 500})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range members.Rows {
		if !stated[m.Code] && !strings.HasSuffix(m.Name, "(fictional)") {
			t.Errorf("%s is neither in the facts nor marked as fictional", m.Name)
		}
	}
}

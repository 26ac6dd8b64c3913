package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"fwptracker/internal/store/storetest"
	"fwptracker/internal/workplan"
)

// authzNaming is what of an answer names other content.
type authzNaming struct {
	Plan            any // the code of the plan, or all of it
	Ref             string
	CorrectedBy     *int `json:"corrected_by"`
	Corrects        *int
	CarriedIn       []struct{ From, To string } `json:"carried_in"`
	CarriedOn       []struct{ From, To string } `json:"carried_on"`
	Data            []authzNaming
	Predecessors    []string
	LatestReport    *authzNaming `json:"latest_report"`
	Open, Completed []authzNaming
}

// paths lists where what is named would be read.
func (n authzNaming) paths() (paths []string) {
	for _, number := range []*int{n.CorrectedBy, n.Corrects} {
		if number != nil {
			paths = append(paths, fmt.Sprintf("/plans/%v/items/%s/updates/%d", n.Plan, n.Ref, *number))
		}
	}
	for _, c := range append(n.CarriedIn, n.CarriedOn...) {
		paths = append(paths, "/plans/"+authzItemPath(c.To), "/plans/"+authzItemPath(c.From))
	}
	for _, rows := range [][]authzNaming{n.Data, n.Open, n.Completed} {
		for _, row := range rows {
			paths = append(paths, row.paths()...)
		}
	}
	for _, name := range n.Predecessors {
		paths = append(paths, "/plans/"+authzItemPath(name))
	}
	if n.LatestReport != nil {
		paths = append(paths, n.LatestReport.paths()...)
	}
	return paths
}

func authzItemPath(name string) string {
	var plan, ref string
	for n := range name {
		if name[n] == '/' {
			plan, ref = name[:n], name[n+1:]
		}
	}
	if ref == "" {
		return name
	}
	return plan + "/items/" + ref
}

// TestWhatAnAnswerNamesCanBeRead: an answer that names what its reader may not see says that it is there.
func TestWhatAnAnswerNamesCanBeRead(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			ctx, w := context.Background(), seededWorld(t, engine)
			sec := as("sec-alpha")
			next := func(follows string) error {
				_, err := w.tr.CreatePlan(ctx, sec, workplan.NewPlan{Code: "a-next", Body: "alpha",
					PlanContent: workplan.PlanContent{Title: "Next", Audience: workplan.AudienceMembers, Predecessor: follows}})
				return err
			}
			goesOn := func(ref, from string, audience workplan.Audience) error {
				_, err := w.tr.CreateItem(ctx, sec, "a-next", workplan.NewItem{Ref: ref, ItemContent: workplan.ItemContent{Title: "Goes on", Nature: workplan.NatureOneOff,
					Leads: workplan.List{"plain"}, Audience: audience, Predecessors: workplan.List{from}}})
				return err
			}
			if err := next("a-bare-endorsed"); workplan.KindOf(err) != workplan.Invalid {
				t.Errorf("a plan for members follows one for the chairs: %v", err)
			}
			authzMust(t, next("a-public-endorsed"))
			if err := goesOn("1", "a-bare-endorsed/1.1", ""); workplan.KindOf(err) != workplan.Invalid {
				t.Errorf("an item for members continues one for the chairs: %v", err)
			}
			authzMust(t, goesOn("1", "a-public-endorsed/1.1", ""))
			authzMust(t, goesOn("2", "a-public-endorsed/1.4", workplan.AudienceChairs))
			_, err := w.tr.PostStatusUpdate(ctx, sec, "a-public-endorsed", "1.4", nil, workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{
				Done: "Corrected for the chairs.", Corrects: 1, CorrectionReason: "A slip.", Audience: workplan.AudienceChairs}})
			if workplan.KindOf(err) != workplan.Invalid {
				t.Errorf("a correction that fewer may read than what it corrects: %v", err)
			}
			for _, name := range []string{"reader-alpha", "fp-lead", "fp-plain", "sec-alpha"} {
				a := authzActorNamed(name)
				for _, question := range []string{"/plans?limit=200", "/plans/a-next", "/items?limit=200&expand=latest_report", "/plans/a-next/items/1", "/plans/a-next/report",
					"/plans/a-public-endorsed/report?annex=true", "/plans/a-public-endorsed/items/1.4/updates", "/plans/a-public-endorsed/items/1.4/updates/1", "/updates?limit=200"} {
					answer := w.ask(a, "*", "GET", "/api/v1"+question, "")
					var named authzNaming
					authzMust(t, json.Unmarshal(answer.Body.Bytes(), &named))
					for _, path := range named.paths() {
						if got := w.ask(a, "*", "GET", "/api/v1"+path, "").Code; got != 200 {
							t.Errorf("%s names %s to %s, for whom that is %d", question, path, name, got)
						}
					}
				}
			}
		})
	}
}

// TestAHiddenUpdateShowsOnlyInWhatItsItemIs: an item was reported on when it was, whoever may read the report (package workplan, Standing);
// nothing else of an update that is for fewer readers reaches the others.
func TestAHiddenUpdateShowsOnlyInWhatItsItemIs(t *testing.T) {
	t.Parallel()
	compareAroundHiddenUpdate(t, "/updates?limit=200", "/updates?limit=1", "/updates?q=quietly", "/updates?plan=a-public-endorsed", "/items?q=quietly",
		"/plans/a-public-endorsed/items/1.4/updates", "/plans/a-public-endorsed/items/1.4/updates/1", "/plans/a-public-endorsed/items/1.4/updates/3",
		"/plans/a-public-endorsed/check",
		"/items?plan=a-public-endorsed&expand=latest_report&fields=ref,latest_report")
}

// compareAroundHiddenUpdate holds what a reader is answered before an update that is for the chairs against what it is answered after.
func compareAroundHiddenUpdate(t *testing.T, questions ...string) {
	t.Helper()
	for _, engine := range storetest.Engines(t) {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			w, a := seededWorld(t, engine), authzActorNamed("reader-alpha")
			ask := func(question string) string {
				return authzSame(w.ask(a, "*", "GET", "/api/v1"+question, ""), nil, nil)
			}
			before := map[string]string{}
			for _, question := range questions {
				before[question] = ask(question)
			}
			_, err := w.tr.PostStatusUpdate(context.Background(), as("sec-alpha"), "a-public-endorsed", "1.4", nil, workplan.NewStatusUpdate{
				UpdateContent: workplan.UpdateContent{Done: "Quietly.", Openings: "None.", Audience: workplan.AudienceChairs}})
			authzMust(t, err)
			for _, question := range questions {
				if after := ask(question); after != before[question] {
					t.Errorf("%s tells of the update\nbefore: %s\nafter: %s", question, before[question], after)
				}
			}
		})
	}
}
